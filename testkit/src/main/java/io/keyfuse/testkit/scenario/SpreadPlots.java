package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Call.Origin;
import io.keyfuse.testkit.scenario.ThiefTraffic.Flow;
import io.keyfuse.testkit.scenario.ThiefTraffic.Goods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Thefts over many users, keys or models: A7, A9, A10, A12, A16. Stateless. */
final class SpreadPlots {
  static final List<Plot> ALL =
      List.of(
          new Plot("A7", 2, 4, SpreadPlots::reseller),
          new Plot("A9", 1, 1, SpreadPlots::hydra),
          new Plot("A10", 1, 3, SpreadPlots::scatter),
          new Plot("A12", 1, 1, SpreadPlots::persistence),
          new Plot("A16", 1, 1, SpreadPlots::sprawl));

  private SpreadPlots() {}

  private static void reseller(Stage stage) {
    Draw draw = stage.draw();
    boolean gateway = draw.chance(0.7);
    stage
        .take(
            key ->
                key.usdPerDay() > 1
                    && (gateway
                        ? key.identity().feeds().telemetry()
                        : key.identity().feeds().provider()))
        .ifPresent(
            victim -> {
              List<ModelPrice> chat = ModelCatalog.chat(victim.identity().provider());
              ModelPrice dear = ModelCatalog.premium(victim.identity().provider());
              Goods goods =
                  new Goods(
                      List.of(draw.chance(0.5) ? dear : draw.pick(chat)),
                      List.of(victim.mainRegion()),
                      new RequestLengths(draw.uniform(2000, 8000), 0.5, 500, 0.5, 0),
                      ThiefTraffic.callers(draw, draw.whole(20, 200)));
              Flow flow =
                  new Flow(
                      stage.somewhen(draw.logUniform(6, 48)),
                      draw.logUniform(30, 470),
                      draw.uniform(0.5, 1.5),
                      draw.uniform(0.5, 60),
                      draw.uniform(0, 0.3),
                      gateway ? Origin.THIEF_IN_TELEMETRY : Origin.THIEF,
                      goods);
              stage.theft("A7", victim, ThiefTraffic.flow(draw, flow));
            });
  }

  /** A little on each of many keys, which take turns. */
  private static void hydra(Stage stage) {
    Draw draw = stage.draw();
    int wanted = Math.min(draw.whole(3, 30), Math.max(1, stage.freeKeys() / 3));
    List<KeyPlan> victims =
        stage.takeUpTo(wanted, key -> key.identity().feeds().provider() && key.usdPerDay() > 2);
    if (victims.isEmpty()) {
      return;
    }
    Span span = stage.somewhen(draw.uniform(4, 18));
    double total = draw.logUniform(100, 1000);
    List<Caller> network = ThiefTraffic.callers(draw, draw.whole(2, 8));
    RequestLengths shape =
        new RequestLengths(draw.logUniform(800, 6000), 0.4, draw.logUniform(300, 1500), 0.3, 0);
    int atOnce = draw.whole(1, Math.max(1, victims.size() / 2));
    Map<KeyPlan, List<Call>> calls = new LinkedHashMap<>();
    List<KeyPlan> turns = new ArrayList<>(victims);
    for (long at = span.fromMillis(); at < span.toMillis(); ) {
      long end = at + draw.millis(10 * Span.MINUTE, 30 * Span.MINUTE);
      draw.shuffle(turns);
      for (KeyPlan victim : turns.subList(0, atOnce)) {
        Flow turn =
            turn(victim, new Span(at, Math.min(end, span.toMillis())), total / atOnce, shape);
        calls
            .computeIfAbsent(victim, any -> new ArrayList<>())
            .addAll(ThiefTraffic.flow(draw, from(network, turn)));
      }
      at = end;
    }
    stage.theft("A9", calls);
  }

  private static Flow turn(KeyPlan victim, Span span, double usdPerHour, RequestLengths shape) {
    Goods goods =
        new Goods(List.of(victim.mainModel()), List.of(victim.mainRegion()), shape, List.of());
    return new Flow(span, usdPerHour, 0.8, 0, 0.02, Origin.THIEF, goods);
  }

  private static Flow from(List<Caller> network, Flow flow) {
    Goods goods = flow.goods();
    return new Flow(
        flow.span(),
        flow.usdPerHour(),
        flow.rowsPerMinute(),
        flow.rampMinutes(),
        flow.errorShare(),
        flow.origin(),
        new Goods(goods.models(), goods.regions(), goods.lengths(), network));
  }

  /** Every model of the provider within minutes of the daily reset. */
  private static void scatter(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.identity().feeds().telemetry())
        .ifPresent(
            victim -> {
              long somewhen = stage.somewhen(1).fromMillis();
              long reset = somewhen - somewhen % Span.DAY + draw.millis(10_000, 8 * Span.MINUTE);
              Span span = new Span(reset, reset + draw.millis(5 * Span.MINUTE, 22 * Span.MINUTE));
              List<ModelPrice> models = ModelCatalog.chat(victim.identity().provider());
              Caller caller = ThiefTraffic.callers(draw, 1).get(0);
              RequestLengths lengths = new RequestLengths(1500, 0.7, 450, 0.6, 0);
              List<Call> calls = new ArrayList<>();
              for (int i = draw.whole(60, 500); i > 0; i--) {
                Call call =
                    new Call(
                        draw.millis(span.fromMillis(), span.toMillis()),
                        draw.pick(models),
                        victim.mainRegion(),
                        lengths.draw(draw, 1),
                        1,
                        null,
                        caller,
                        Origin.THIEF_IN_TELEMETRY);
                calls.add(draw.chance(0.08) ? call.failed("429") : call);
              }
              stage.theft("A10", victim, calls);
            });
  }

  /** The owner replaces the key; the thief lingers on it, then comes back on the new one. */
  private static void persistence(Stage stage) {
    stage
        .take(key -> key.identity().feeds().provider() && key.usdPerDay() > 3)
        .ifPresent(
            victim ->
                stage
                    .take(key -> key.identity().feeds().provider())
                    .ifPresent(heir -> persistence(stage, victim, heir)));
  }

  private static void persistence(Stage stage, KeyPlan victim, KeyPlan heir) {
    Draw draw = stage.draw();
    Span span = stage.somewhen(draw.uniform(3, 10));
    long rotated = span.fromMillis() + draw.millis(Span.HOUR, 2 * Span.HOUR);
    long lingers = rotated + draw.millis(8 * Span.MINUTE, 23 * Span.MINUTE);
    KeyLookAlikes.handOver(victim, heir, new Span(rotated, rotated));
    double usd = draw.logUniform(50, 1500);
    Map<KeyPlan, List<Call>> calls = new LinkedHashMap<>();
    calls.put(victim, stolen(draw, victim, new Span(span.fromMillis(), lingers), usd));
    calls.put(heir, stolen(draw, heir, new Span(lingers, span.toMillis()), usd));
    stage.theft("A12", calls);
  }

  private static List<Call> stolen(Draw draw, KeyPlan victim, Span span, double usdPerHour) {
    RequestLengths lengths = new RequestLengths(1800, 0.7, 600, 0.6, 0);
    Flow flow = turn(victim, span, usdPerHour, lengths);
    return ThiefTraffic.flow(draw, from(ThiefTraffic.callers(draw, 3), flow));
  }

  /** All keys of one tenant within the hour, as after a stolen build host. */
  private static void sprawl(Stage stage) {
    Draw draw = stage.draw();
    int wanted = Math.min(draw.whole(4, 20), Math.max(1, stage.freeKeys() / 3));
    List<KeyPlan> victims = stage.takeUpTo(wanted, key -> key.identity().feeds().provider());
    if (victims.isEmpty()) {
      return;
    }
    String tenant = victims.get(0).identity().tenant();
    Span span = stage.somewhen(draw.uniform(1.5, 5));
    List<Caller> network = ThiefTraffic.callers(draw, 2);
    RequestLengths lengths = new RequestLengths(draw.logUniform(1000, 9000), 0.6, 800, 0.6, 0);
    Map<KeyPlan, List<Call>> calls = new LinkedHashMap<>();
    for (KeyPlan victim : victims) {
      victim.reidentify(old -> old.of(tenant, old.feature()));
      long from = span.fromMillis() + draw.millis(0, 50 * Span.MINUTE);
      Flow flow = turn(victim, new Span(from, span.toMillis()), draw.logUniform(15, 300), lengths);
      calls.put(victim, ThiefTraffic.flow(draw, from(network, flow)));
    }
    stage.theft("A16", calls);
  }
}
