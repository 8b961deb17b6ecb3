package io.keyfuse.testkit.scenario;

import java.util.ArrayList;
import java.util.List;

/** Harmless changes of how a key is used: B1, B5, B12, B16, B17. Stateless. */
final class UseLookAlikes {
  static final List<Plot> ALL =
      List.of(
          new Plot("B1", 2, 4, UseLookAlikes::launch),
          new Plot("B5", 2, 4, UseLookAlikes::migration),
          new Plot("B12", 2, 3, UseLookAlikes::failover),
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
                key.spells().add(Spell.times(new Span(from, from + quarter), level));
              }
              stage.lookAlike("B1", key, span);
            });
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
              key.spells()
                  .add(
                      Spell.edit(
                          rest,
                          (call, any) -> {
                            double share = (call.atMillis() - at) / (double) (over - at);
                            return any.chance(share) ? call.with(target) : call;
                          }));
              stage.lookAlike("B5", key, rest);
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
              key.spells()
                  .add(
                      Spell.edit(
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
              key.spells()
                  .add(
                      Spell.edit(
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
