package io.keyfuse.testkit.scenario;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Harmless changes of a key's life and calendar: B2, B3, B9, B10, B11, B18, B19. Stateless. */
final class KeyLookAlikes {
  static final List<Plot> ALL =
      List.of(
          new Plot("B2", 2, 4, stage -> nightlyBatch(stage, key -> !changesClocks(stage, key))),
          new Plot("B11", 1, 2, stage -> nightlyBatch(stage, key -> changesClocks(stage, key))),
          new Plot("B3", 1, 2, KeyLookAlikes::weeklyReport),
          new Plot("B9", 2, 3, KeyLookAlikes::rotation),
          new Plot("B10", 3, 4, KeyLookAlikes::newKey),
          new Plot("B18", 2, 3, KeyLookAlikes::idleThenReturn),
          new Plot("B19", 1, 2, KeyLookAlikes::growth));

  private KeyLookAlikes() {}

  /** After a clock change in the key's zone, the batch is the catalogue's B11. */
  private static void nightlyBatch(Stage stage, Predicate<KeyPlan> fits) {
    Draw draw = stage.draw();
    stage
        .take(fits.and(key -> key.usdPerDay() > 1 && key.usdPerDay() < 400))
        .ifPresent(
            key -> {
              ZoneId zone = key.profile().rhythm().zone();
              double localHour = draw.uniform(0, 6);
              boolean weekends = draw.chance(0.3);
              double level = draw.uniform(15, 60);
              for (long noon : noons(stage, zone)) {
                if (weekends || weekday(noon, zone)) {
                  long due = noon + Math.round((localHour - 12) * Span.HOUR);
                  Span span = Span.of(due + draw.millis(-600_000, 600_000), draw.uniform(0.5, 1.6));
                  key.spells().add(Spell.plus(span, level * draw.uniform(0.85, 1.15)));
                  if (stage.judged().holds(span.fromMillis())) {
                    stage.lookAlike(afterClockChange(stage, zone, noon) ? "B11" : "B2", key, span);
                  }
                }
              }
            });
  }

  /** Noon of each local day, from which a local hour is told without falling into the change. */
  private static List<Long> noons(Stage stage, ZoneId zone) {
    List<Long> noons = new ArrayList<>();
    var day = Instant.ofEpochMilli(stage.whole().fromMillis()).atZone(zone).toLocalDate();
    for (int i = 1; i < 15; i++) {
      long noon = day.plusDays(i).atTime(12, 0).atZone(zone).toInstant().toEpochMilli();
      if (noon < stage.whole().toMillis()) {
        noons.add(noon);
      }
    }
    return noons;
  }

  private static boolean weekday(long atMillis, ZoneId zone) {
    return Instant.ofEpochMilli(atMillis).atZone(zone).getDayOfWeek().getValue() < 6;
  }

  private static boolean changesClocks(Stage stage, KeyPlan key) {
    ZoneId zone = key.profile().rhythm().zone();
    return afterClockChange(stage, zone, stage.whole().toMillis() - 2 * Span.DAY);
  }

  private static boolean afterClockChange(Stage stage, ZoneId zone, long atMillis) {
    ZoneOffsetTransition next =
        zone.getRules().nextTransition(Instant.ofEpochMilli(stage.whole().fromMillis()));
    return next != null && next.toEpochSecond() * 1000 < atMillis;
  }

  private static void weeklyReport(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() < 300)
        .ifPresent(
            key -> {
              ZoneId zone = key.profile().rhythm().zone();
              int day = draw.whole(1, 5);
              double level = draw.uniform(5, 15);
              for (long noon : noons(stage, zone)) {
                if (Instant.ofEpochMilli(noon).atZone(zone).getDayOfWeek().getValue() == day) {
                  Span span = new Span(noon - 6 * Span.HOUR, noon + 8 * Span.HOUR);
                  key.spells().add(Spell.times(span, level));
                  if (span.toMillis() > stage.judged().fromMillis()) {
                    stage.lookAlike("B3", key, span);
                  }
                }
              }
            });
  }

  private static void rotation(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() > 1)
        .ifPresent(
            old ->
                stage
                    .take(key -> true)
                    .ifPresent(
                        heir -> {
                          long at = stage.somewhen(3).fromMillis();
                          long over = at + draw.millis(0, 30 * Span.HOUR);
                          handOver(old, heir, new Span(at, over));
                          Span span = new Span(at, at + 2 * Span.DAY);
                          stage.lookAlike("B9", List.of(old, heir), span);
                        }));
  }

  /** The heir takes over the old key's clients, all of them at the end of the span. */
  static void handOver(KeyPlan old, KeyPlan heir, Span overlap) {
    KeyIdentity before = old.identity();
    heir.reprofile(any -> old.profile());
    heir.reidentify(
        own ->
            new KeyIdentity(
                own.keyId(),
                before.provider(),
                before.tenant(),
                before.feature(),
                before.feeds(),
                overlap.fromMillis(),
                before.keyId()));
    heir.live(new Span(overlap.fromMillis(), old.alive().toMillis()));
    old.live(new Span(old.alive().fromMillis(), overlap.toMillis()));
    if (overlap.toMillis() > overlap.fromMillis()) {
      double moved = old.draw().uniform(0.2, 0.8);
      heir.spells().add(Spell.times(overlap, moved));
      old.spells().add(Spell.times(overlap, 1 - moved));
    }
  }

  private static void newKey(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() > 1)
        .ifPresent(
            key -> {
              long born = stage.somewhen(3).fromMillis();
              key.reidentify(old -> old.bornAt(born, null));
              key.live(new Span(born, stage.whole().toMillis()));
              int steps = draw.whole(0, 8);
              long step = draw.millis(Span.HOUR, 4 * Span.HOUR);
              for (int i = 0; i < steps; i++) {
                Span ramp = new Span(born + i * step, born + (i + 1) * step);
                key.spells().add(Spell.times(ramp, (i + 1.0) / (steps + 1)));
              }
              stage.lookAlike("B10", key, new Span(born, born + 2 * Span.DAY));
            });
  }

  private static void idleThenReturn(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() > 1 && key.profile().volume().quietDays() == 0)
        .ifPresent(
            key -> {
              long back = stage.somewhen(24).fromMillis();
              long gone = back - draw.millis(4 * Span.DAY, 14 * Span.DAY);
              key.spells().add(Spell.times(new Span(gone, back), 0));
              stage.lookAlike("B18", key, new Span(back, back + 2 * Span.DAY));
            });
  }

  private static void growth(Stage stage) {
    Draw draw = stage.draw();
    stage
        .take(key -> key.usdPerDay() > 3)
        .ifPresent(
            key -> {
              double perDay = draw.uniform(1.01, 1.09);
              key.reprofile(old -> old.with(old.volume().grownBy(perDay)));
              stage.lookAlike("B19", key, stage.judged());
            });
  }
}
