package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Call.Origin;
import io.keyfuse.testkit.scenario.ThiefTraffic.Flow;
import io.keyfuse.testkit.scenario.ThiefTraffic.Goods;
import java.util.List;

/** Harmless loads of one of the owner's own callers: B4, B8, B13. Stateless. */
final class LoadLookAlikes {
  static final List<Plot> ALL =
      List.of(
          new Plot("B4", 1, 3, LoadLookAlikes::reembedding),
          new Plot("B8", 1, 3, LoadLookAlikes::runawayAgent),
          new Plot("B13", 2, 4, LoadLookAlikes::evaluation));

  private LoadLookAlikes() {}

  private static void reembedding(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.hasBothFeeds() && !ModelCatalog.embed(key.identity().provider()).isEmpty())
        .ifPresent(
            key -> {
              ModelPrice embed = ModelCatalog.embed(key.identity().provider()).get(0);
              Span span = stage.somewhen(draw.uniform(3, 48));
              double usdPerHour = Math.max(0.3, key.usdPerDay() / 24 * draw.uniform(0.3, 3));
              RequestLengths lengths = new RequestLengths(6000, 0.3, 0.01, 0.1, 0);
              own(draw, key, span, new Load(embed, lengths, usdPerHour, 0.4));
              stage.lookAlike("B4", key, span);
            });
  }

  private record Load(
      ModelPrice model, RequestLengths lengths, double usdPerHour, double rowsPerMinute) {}

  /** One of the owner's own callers does something steady. */
  private static void own(Draw draw, KeyPlan key, Span span, Load load) {
    Goods goods =
        new Goods(
            List.of(load.model),
            List.of(key.mainRegion()),
            load.lengths,
            List.of(draw.pick(key.profile().callers())));
    key.extra()
        .addAll(
            ThiefTraffic.flow(
                draw,
                new Flow(span, load.usdPerHour, load.rowsPerMinute, 1, 0.01, Origin.OWNER, goods)));
  }

  /** One caller in a loop whose context grows until it is cut back. */
  private static void runawayAgent(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.hasBothFeeds() && key.usdPerDay() > 1)
        .ifPresent(
            key -> {
              Span span = stage.somewhen(draw.logUniform(4, 63));
              Caller caller = draw.pick(key.profile().callers());
              double callsPerMinute = draw.uniform(20, 120);
              double context = 1500;
              for (long at = span.fromMillis();
                  span.holds(at);
                  at += Math.round(draw.exponential(Span.MINUTE))) {
                long requests = Math.max(1, Math.round(callsPerMinute * draw.uniform(0.8, 1.2)));
                Tokens tokens =
                    new RequestLengths(context, 0.2, 300, 0.4, 0.6).draw(draw, requests);
                key.extra()
                    .add(
                        new Call(
                            at,
                            key.mainModel(),
                            key.mainRegion(),
                            tokens,
                            requests,
                            null,
                            caller,
                            Origin.OWNER));
                context = context > 60_000 ? 1500 : context * 1.02;
              }
              stage.lookAlike("B8", key, span);
            });
  }

  private static void evaluation(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() > 0.5)
        .ifPresent(
            key -> {
              key.reidentify(old -> old.of(old.tenant(), "staging-eval"));
              Span span = stage.somewhen(draw.uniform(0.5, 5));
              double requestsPerHour = draw.logUniform(300, 6000);
              ModelPrice model = key.mainModel();
              RequestLengths lengths = key.profile().lengths();
              double usdPerHour = requestsPerHour * lengths.meanNanos(model) / 1e9;
              own(draw, key, span, new Load(model, lengths, usdPerHour, 1));
              stage.lookAlike("B13", key, span);
            });
  }
}
