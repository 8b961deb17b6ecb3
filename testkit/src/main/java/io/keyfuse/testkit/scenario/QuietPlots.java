package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Call.Origin;
import io.keyfuse.testkit.scenario.ThiefTraffic.Flow;
import io.keyfuse.testkit.scenario.ThiefTraffic.Goods;
import java.util.ArrayList;
import java.util.List;

/** Thefts that hide in what a key does anyway: A4, A6, A8, A14, A15. Stateless. */
final class QuietPlots {
  static final List<Plot> ALL =
      List.of(
          new Plot("A4", 2, 4, QuietPlots::longContext),
          new Plot("A6", 2, 3, QuietPlots::leakRace),
          new Plot("A8", 3, 5, QuietPlots::lowAndSlow),
          new Plot("A14", 2, 4, QuietPlots::blinding),
          new Plot("A15", 1, 2, QuietPlots::poisoning));

  private QuietPlots() {}

  private static boolean modest(KeyPlan key) {
    return key.identity().feeds().provider() && key.usdPerDay() < 60;
  }

  private static void longContext(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(QuietPlots::modest)
        .ifPresent(
            victim -> {
              victim.spend(draw.logUniform(0.5, 20));
              Span span = stage.somewhen(draw.uniform(0.4, 2.2));
              ModelPrice premium = ModelCatalog.premium(victim.identity().provider());
              List<Call> calls = new ArrayList<>();
              long earliest = stage.judged().fromMillis() - 16 * Span.HOUR;
              for (int i = draw.whole(0, 2); i > 0; i--) {
                long at = span.fromMillis() - draw.millis(2 * Span.HOUR, 30 * Span.HOUR);
                calls.add(ThiefTraffic.probe(draw, Math.max(earliest, at), victim, premium));
              }
              calls.addAll(longCalls(draw, victim, span));
              stage.theft("A4", victim, calls);
            });
  }

  private static List<Call> longCalls(Draw draw, KeyPlan victim, Span span) {
    List<ModelPrice> models = ModelCatalog.chat(victim.identity().provider());
    ModelPrice premium = ModelCatalog.premium(victim.identity().provider());
    ModelPrice second = draw.pick(models);
    double secondShare = draw.chance(0.5) ? draw.uniform(0.05, 0.4) : 0;
    Caller caller = draw.pick(ThiefTraffic.callers(draw, 1));
    int requests = draw.whole(20, 200);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      long at = i == 0 ? span.fromMillis() : draw.millis(span.fromMillis(), span.toMillis());
      Tokens tokens = new Tokens(draw.whole(50_000, 400_000), 0, draw.whole(500, 9000));
      ModelPrice model = draw.chance(secondShare) ? second : premium;
      calls.add(new Call(at, model, victim.mainRegion(), tokens, 1, null, caller, Origin.THIEF));
    }
    return calls;
  }

  private static void leakRace(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 0.5)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.uniform(1, 9));
              ModelPrice premium = ModelCatalog.premium(victim.identity().provider());
              List<Call> calls = new ArrayList<>(validations(draw, victim, span.fromMillis()));
              Goods goods =
                  new Goods(
                      List.of(draw.chance(0.6) ? premium : victim.mainModel()),
                      List.of(victim.mainRegion()),
                      new RequestLengths(2200, 0.9, 700, 0.7, 0),
                      ThiefTraffic.callers(draw, draw.whole(2, 30)));
              Flow flow =
                  new Flow(
                      span,
                      draw.logUniform(60, 3000),
                      draw.uniform(0.6, 2),
                      draw.uniform(1, 50),
                      0.02,
                      Origin.THIEF,
                      goods);
              calls.addAll(ThiefTraffic.flow(draw, flow));
              stage.theft("A6", victim, calls);
            });
  }

  /** Hours of tiny calls, by which finders of a leaked key see whether it works. */
  private static List<Call> validations(Draw draw, KeyPlan victim, long beforeMillis) {
    ModelPrice premium = ModelCatalog.premium(victim.identity().provider());
    long hours = Math.round(draw.uniform(1, 11) * Span.HOUR);
    List<Call> calls = new ArrayList<>();
    for (int i = draw.whole(2, 30); i > 0; i--) {
      ModelPrice model = draw.chance(0.5) ? premium : victim.mainModel();
      Call probe = ThiefTraffic.probe(draw, beforeMillis - draw.millis(0, hours), victim, model);
      calls.add(draw.chance(0.25) ? probe.failed("403") : probe);
    }
    return calls;
  }

  private static void lowAndSlow(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 15)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.uniform(30, 110));
              double usd = victim.usdPerDay() / 24 * draw.uniform(0.10, 0.60);
              boolean offHours = victim.profile().rhythm().busyHours() < 18 && draw.chance(0.6);
              List<Call> calls =
                  ThiefTraffic.flow(draw, alike(draw, victim, span, usd, draw.uniform(0.05, 0.25)));
              stage.theft(
                  "A8",
                  victim,
                  calls.stream()
                      .filter(call -> !offHours || !victim.profile().rhythm().busy(call.atMillis()))
                      .toList());
            });
  }

  /** The same model, region and lengths as the owner's. */
  private static Flow alike(
      Draw draw, KeyPlan victim, Span span, double usdPerHour, double rowsPerMinute) {
    ClientProfile profile = victim.profile();
    RequestLengths lengths = draw.chance(0.7) ? profile.lengths().uncached() : profile.lengths();
    Goods goods =
        new Goods(
            List.of(victim.mainModel()),
            List.of(victim.mainRegion()),
            lengths,
            ThiefTraffic.callers(draw, draw.whole(1, 3)));
    return new Flow(span, usdPerHour, rowsPerMinute, 0, 0.01, Origin.THIEF, goods);
  }

  private static void blinding(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.hasBothFeeds() && key.usdPerDay() > 5)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.uniform(1.5, 12));
              long blind = span.fromMillis() - draw.millis(0, 20 * Span.MINUTE);
              double lost = draw.chance(0.6) ? 1 : draw.uniform(0.5, 0.95);
              victim.outages().add(new KeyPlan.Outage(new Span(blind, span.toMillis()), lost));
              double usd = victim.usdPerDay() / 24 * draw.uniform(2, 12);
              stage.theft(
                  "A14",
                  victim,
                  ThiefTraffic.flow(draw, alike(draw, victim, span, usd, draw.uniform(0.4, 1.5))));
            });
  }

  /** Grows from day to day so that a baseline may learn it, then multiplies. */
  private static void poisoning(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 15)
        .ifPresent(
            victim -> {
              Span span = stage.somewhen(draw.uniform(70, 130));
              double perDay = draw.uniform(1.05, 1.35);
              double mean = victim.usdPerDay() / 24;
              long burst = span.toMillis() - Math.round(draw.uniform(3, 12) * Span.HOUR);
              List<Call> calls = new ArrayList<>();
              double level = perDay;
              for (long at = span.fromMillis(); at < burst; at += Span.DAY) {
                Span day = new Span(at, Math.min(at + Span.DAY, burst));
                calls.addAll(
                    ThiefTraffic.flow(draw, alike(draw, victim, day, mean * (level - 1), 0.15)));
                level *= perDay;
              }
              Span last = new Span(burst, span.toMillis());
              double usd = mean * draw.uniform(4, 7);
              calls.addAll(ThiefTraffic.flow(draw, alike(draw, victim, last, usd, 0.8)));
              stage.theft("A15", victim, calls);
            });
  }
}
