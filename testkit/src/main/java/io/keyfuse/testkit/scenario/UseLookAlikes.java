package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Call.Origin;
import io.keyfuse.testkit.scenario.ThiefTraffic.Flow;
import io.keyfuse.testkit.scenario.ThiefTraffic.Goods;
import java.util.ArrayList;
import java.util.List;

/** Harmless changes of how a key is used: B1, B4, B5, B8, B12, B13, B16, B17. Stateless. */
final class UseLookAlikes {
  static final List<Plot> ALL =
      List.of(
          new Plot("B1", 2, 4, UseLookAlikes::launch),
          new Plot("B4", 1, 3, UseLookAlikes::reembedding),
          new Plot("B5", 2, 4, UseLookAlikes::migration),
          new Plot("B8", 1, 3, UseLookAlikes::runawayAgent),
          new Plot("B12", 2, 3, UseLookAlikes::failover),
          new Plot("B13", 2, 4, UseLookAlikes::evaluation),
          new Plot("B16", 2, 3, UseLookAlikes::cacheOff),
          new Plot("B17", 1, 2, UseLookAlikes::officeNat));

  private UseLookAlikes() {}

  private static void launch(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.hasBothFeeds() && key.usdPerDay() > 1)
        .ifPresent(
            key -> {
              Span span = stage.somewhen(draw.uniform(1, 8));
              double peak = draw.uniform(3, 25);
              long quarter = (span.toMillis() - span.fromMillis()) / 4;
              for (int i = 0; i < 4; i++) {
                long from = span.fromMillis() + i * quarter;
                double level = i == 0 || i == 3 ? Math.max(2, peak / 2) : peak;
                key.episodes().add(Episode.times(new Span(from, from + quarter), level));
              }
              stage.lookAlike("B1", key, span);
            });
  }

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

  private static void migration(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() < 400)
        .ifPresent(
            key -> {
              List<ModelPrice> dearer =
                  ModelCatalog.chat(key.identity().provider()).stream()
                      .filter(price -> price.outputNanos() > key.mainModel().outputNanos())
                      .toList();
              ModelPrice target =
                  dearer.isEmpty()
                      ? ModelCatalog.premium(key.identity().provider())
                      : draw.pick(dearer);
              long at = stage.somewhen(6).fromMillis();
              long over = at + draw.millis(60_000, 3 * Span.HOUR);
              Span rest = new Span(at, stage.whole().toMillis());
              key.episodes()
                  .add(
                      Episode.edit(
                          rest,
                          (call, any) -> {
                            double share = (call.atMillis() - at) / (double) (over - at);
                            return any.chance(share) ? call.with(target) : call;
                          }));
              stage.lookAlike("B5", key, rest);
            });
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

  private static void failover(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(KeyPlan::hasBothFeeds)
        .ifPresent(
            key -> {
              Span span = stage.somewhen(draw.uniform(2, 36));
              String region = draw.pick(ModelCatalog.regions(key.identity().provider()));
              List<Caller> egress = ThiefTraffic.callers(draw, draw.whole(1, 3));
              key.episodes()
                  .add(
                      Episode.edit(
                          span,
                          (call, any) -> {
                            Caller own = call.caller();
                            String address = any.pick(egress).sourceIp();
                            return call.inRegion(region)
                                .with(new Caller(own.user(), address, own.userAgent()));
                          }));
              stage.lookAlike("B12", key, span);
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

  private static void cacheOff(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.hasBothFeeds() && key.usdPerDay() > 1)
        .ifPresent(
            key -> {
              RequestLengths own = key.profile().lengths();
              RequestLengths cached =
                  new RequestLengths(
                      Math.max(2000, own.inputMedian()),
                      own.inputSigma(),
                      own.outputMedian(),
                      own.outputSigma(),
                      draw.uniform(0.75, 0.95));
              key.reprofile(old -> old.with(cached));
              Span span = stage.somewhen(draw.uniform(6, 40));
              key.episodes()
                  .add(
                      Episode.edit(
                          span,
                          (call, any) -> {
                            Tokens old = call.tokens();
                            return call.with(new Tokens(old.input(), 0, old.output()));
                          }));
              stage.lookAlike("B16", key, span);
            });
  }

  private static void officeNat(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().telemetry())
        .ifPresent(
            key -> {
              String address = "203.0." + draw.whole(0, 254) + "." + draw.whole(1, 254);
              List<Caller> office = new ArrayList<>();
              for (int i = draw.whole(100, 500); i > 0; i--) {
                office.add(new Caller("nat-" + i, address, "okhttp/4.12"));
              }
              key.reprofile(old -> old.withCallers(office));
              stage.lookAlike("B17", key, stage.judged());
            });
  }
}
