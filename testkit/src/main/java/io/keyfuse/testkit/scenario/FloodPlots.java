package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Call.Origin;
import io.keyfuse.testkit.scenario.ThiefTraffic.Flow;
import io.keyfuse.testkit.scenario.ThiefTraffic.Goods;
import java.util.ArrayList;
import java.util.List;

/** Thefts that are loud: A1, A2, A3, A5, A11, A13. Stateless. */
final class FloodPlots {
  static final List<Plot> ALL =
      List.of(
          new Plot("A1", 2, 3, FloodPlots::resaleFlood),
          new Plot("A2", 2, 3, FloodPlots::drainedKey),
          new Plot("A3", 1, 1, FloodPlots::sandboxFlood),
          new Plot("A5", 1, 2, FloodPlots::regionSweep),
          new Plot("A11", 1, 1, FloodPlots::capRush),
          new Plot("A13", 1, 2, FloodPlots::liftedLimit));

  private static final RequestLengths EVEN = new RequestLengths(1400, 0.6, 1300, 0.6, 0);

  private FloodPlots() {}

  private static void resaleFlood(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 1)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.logUniform(3, 40));
              stage.theft("A1", victim, flood(draw, victim, span, draw.logUniform(380, 8400)));
            });
  }

  private static List<Call> flood(Draw draw, KeyPlan victim, Span span, double usdPerHour) {
    String provider = victim.identity().provider();
    List<String> regions = someRegions(draw, provider, draw.whole(1, 4));
    Goods goods =
        new Goods(
            List.of(ModelCatalog.premium(provider)),
            regions,
            EVEN,
            ThiefTraffic.callers(draw, draw.whole(1, 3)));
    double rows = Math.min(4, draw.uniform(0.6, 1.2) * regions.size());
    double ramp = draw.uniform(0.2, 5);
    return ThiefTraffic.flow(
        draw,
        new Flow(span, usdPerHour, rows, ramp, draw.uniform(0.01, 0.03), Origin.THIEF, goods));
  }

  /** A key that was made for maps and never saw a model: silent until it is drained. */
  private static void drainedKey(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> List.of("google", "azure").contains(key.identity().provider()))
        .ifPresent(
            victim -> {
              victim.reidentify(
                  old ->
                      old.of(old.tenant(), "maps-widget")
                          .withFeeds(new KeyIdentity.Feeds(false, true)));
              victim.spells().add(Spell.times(stage.whole(), 0));
              Span span = stage.somewhen(draw.logUniform(0.5, 30));
              Goods goods =
                  new Goods(
                      List.of(ModelCatalog.premium(victim.identity().provider())),
                      List.of(victim.mainRegion()),
                      new RequestLengths(900, 0.8, 1000, 0.5, 0),
                      ThiefTraffic.callers(draw, draw.whole(30, 200)));
              double usd = draw.logUniform(500, 20000);
              Flow flow = new Flow(span, usd, draw.uniform(0.7, 2), 0.5, 0.01, Origin.THIEF, goods);
              stage.theft("A2", victim, ThiefTraffic.flow(draw, flow));
            });
  }

  /** Many cheap calls of several methods on a key that reports no telemetry. */
  private static void sandboxFlood(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && !key.identity().feeds().telemetry())
        .ifPresent(
            victim -> {
              String provider = victim.identity().provider();
              List<ModelPrice> models = new ArrayList<>(ModelCatalog.embed(provider));
              models.add(ModelCatalog.chat(provider).get(0));
              Goods goods =
                  new Goods(
                      models,
                      List.of(victim.mainRegion()),
                      new RequestLengths(500, 0.8, 150, 0.8, 0),
                      ThiefTraffic.callers(draw, draw.whole(1, 6)));
              Flow flow =
                  new Flow(
                      stage.somewhen(draw.uniform(2, 9)),
                      draw.logUniform(40, 400),
                      draw.uniform(1, 3),
                      draw.uniform(0.5, 10),
                      0.02,
                      Origin.THIEF,
                      goods);
              stage.theft("A3", victim, ThiefTraffic.flow(draw, flow));
            });
  }

  private static void regionSweep(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(
            key -> key.identity().provider().equals("bedrock") && key.identity().feeds().provider())
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.logUniform(1.5, 16));
              List<Call> calls = new ArrayList<>(recon(draw, victim, span.fromMillis()));
              double usd = draw.whole(1, 4) * draw.logUniform(80, 750);
              calls.addAll(flood(draw, victim, span, usd));
              stage.theft("A5", victim, calls);
            });
  }

  private static List<Call> recon(Draw draw, KeyPlan victim, long before) {
    List<ModelPrice> models = ModelCatalog.chat("bedrock");
    List<String> regions = ModelCatalog.regions("bedrock");
    String refused = draw.pick(List.of("ValidationException", "AccessDeniedException"));
    List<Call> calls = new ArrayList<>();
    for (int i = draw.whole(4, 30); i > 0; i--) {
      long at = before - draw.millis(20 * Span.SECOND, 15 * Span.MINUTE);
      calls.add(
          ThiefTraffic.probe(draw, at, victim, draw.pick(models))
              .inRegion(draw.pick(regions))
              .failed(draw.chance(0.8) ? "ValidationException" : refused));
    }
    return calls;
  }

  /** Parallel calls that all start before a cap can count them, once an hour when it is reset. */
  private static void capRush(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 3)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.uniform(3, 10));
              double capUsd = draw.logUniform(15, 300);
              Goods goods =
                  new Goods(
                      List.of(victim.mainModel()),
                      List.of(victim.mainRegion()),
                      new RequestLengths(60000, 0.4, 2500, 0.5, 0),
                      ThiefTraffic.callers(draw, 2));
              List<Call> calls = new ArrayList<>();
              for (long at = span.fromMillis(); span.holds(at); at += Span.HOUR) {
                double usd = capUsd * draw.uniform(0.3, 1.8);
                Span rush = new Span(at, at + draw.millis(8_000, 60_000));
                double hourly = usd / rush.hours();
                calls.addAll(
                    ThiefTraffic.flow(
                        draw, new Flow(rush, hourly, 60, 0, 0.1, Origin.THIEF, goods)));
              }
              stage.theft("A11", victim, calls);
            });
  }

  /** Throttled at first, then without the limit that the thief has lifted. */
  private static void liftedLimit(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 1)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.uniform(1.5, 9));
              long lifted = span.fromMillis() + draw.millis(5 * Span.MINUTE, Span.HOUR);
              double usd = draw.logUniform(150, 3000);
              List<Call> calls =
                  new ArrayList<>(
                      flood(
                          draw,
                          victim,
                          new Span(span.fromMillis(), lifted),
                          usd / draw.uniform(8, 20)));
              calls.addAll(flood(draw, victim, new Span(lifted, span.toMillis()), usd));
              stage.theft("A13", victim, calls);
            });
  }

  static List<String> someRegions(Draw draw, String provider, int number) {
    List<String> regions = new ArrayList<>(ModelCatalog.regions(provider));
    draw.shuffle(regions);
    return List.copyOf(regions.subList(0, Math.min(number, regions.size())));
  }
}
