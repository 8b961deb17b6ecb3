package io.keyfuse.testkit.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fortnight of a few keys in which one thing of the catalogue happens, and the verdict that a
 * detector owes on it. Immutable; each step gives a new scenario.
 *
 * <p>The fortnight begins on a Monday six days before Europe changes its clocks; days 0 to 6 are
 * warm-up.
 *
 * @param kind what happens, such as {@code A4}
 * @param variant what tells it from the kind's first scenario, such as {@code provider-only}, or
 *     empty
 * @param atMillis when; some kinds keep a calendar of their own and ignore it
 */
public record Scenario(
    String kind, String variant, long seed, List<GivenKeys> given, long atMillis, Verdict verdict) {
  static final Span FORTNIGHT = Span.of(Instant.parse("2025-03-24T00:00:00Z").toEpochMilli(), 336);
  private static final long WARMUP_END_MILLIS = FORTNIGHT.fromMillis() + 7 * Span.DAY;
  private static final Pattern WHEN = Pattern.compile("day (\\d{1,2}) (\\d{2}):(\\d{2})");

  public Scenario {
    given = List.copyOf(given);
  }

  /** What a detector owes: kills of all victims within a time of each theft's start, or none. */
  public sealed interface Verdict {
    /** Every victim is killed once, so long after the theft on it began, and nobody else is. */
    record KillBetween(Duration soonest, Duration latest) implements Verdict {
      @Override
      public String toString() {
        return "killed between %s and %s".formatted(said(soonest), said(latest));
      }

      private static String said(Duration time) {
        boolean hours = time.toMinutesPart() == 0 && !time.isZero();
        return hours ? "%+dh".formatted(time.toHours()) : "%+dmin".formatted(time.toMinutes());
      }
    }

    /** No key is killed. */
    record NoKill() implements Verdict {
      @Override
      public String toString() {
        return "nobody killed";
      }
    }

    /** The key that misbehaves may be killed, nobody else. */
    record KillTolerated() implements Verdict {
      @Override
      public String toString() {
        return "only who misbehaves may be killed";
      }
    }
  }

  /** A scenario of the catalogue's kind, without keys, at day 9 noon, that expects no kill. */
  public static Scenario named(String kind) {
    return new Scenario(kind, "", 1, List.of(), at("day 9 12:00"), new Verdict.NoKill());
  }

  /** The same kind on other keys, under a name of its own. */
  public Scenario variant(String other) {
    return new Scenario(kind, other, seed, given, atMillis, verdict);
  }

  public Scenario seed(long other) {
    return new Scenario(kind, variant, other, given, atMillis, verdict);
  }

  public Scenario given(GivenKeys... keys) {
    return new Scenario(kind, variant, seed, List.of(keys), atMillis, verdict);
  }

  /**
   * @param when such as {@code day 9 03:00}, UTC; the first day is day 0
   * @throws IllegalArgumentException when it is written otherwise
   */
  public Scenario happeningAt(String when) {
    return new Scenario(kind, variant, seed, given, at(when), verdict);
  }

  public Scenario expectKillBetween(Duration soonest, Duration latest) {
    return expect(new Verdict.KillBetween(soonest, latest));
  }

  public Scenario expectNoKill() {
    return expect(new Verdict.NoKill());
  }

  public Scenario expectKillTolerated() {
    return expect(new Verdict.KillTolerated());
  }

  private Scenario expect(Verdict other) {
    return new Scenario(kind, variant, seed, given, atMillis, other);
  }

  /**
   * Plays the scenario to a detector and returns what is wrong with its kills; empty when right.
   */
  public List<String> check(Function<ScenarioInput, List<Kill>> detector) {
    Stage stage = played();
    List<KeyIdentity> inventory = stage.keys().stream().map(KeyPlan::identity).toList();
    List<Kill> kills = detector.apply(new ScenarioInput(SetBuilder.rows(stage), inventory));
    return new ScenarioCheck(stage).wrong(kills, verdict);
  }

  Stage played() {
    Draw draw = new Draw(seed);
    List<KeyPlan> keys = new ArrayList<>();
    given.forEach(some -> keys.addAll(some.plans(draw, FORTNIGHT)));
    Stage stage = new Stage(FORTNIGHT, WARMUP_END_MILLIS, keys, draw.split());
    stage.pin(atMillis);
    SetBuilder.plot(kind).play().accept(stage);
    if (stage.thefts().isEmpty() && stage.lookAlikes().isEmpty()) {
      throw new IllegalStateException(kind + ": none of the given keys can play it; give others");
    }
    return stage;
  }

  private static long at(String when) {
    Matcher matcher = WHEN.matcher(when);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(when + ": no time; write for example day 9 03:00");
    }
    return FORTNIGHT.fromMillis()
        + Integer.parseInt(matcher.group(1)) * Span.DAY
        + Integer.parseInt(matcher.group(2)) * Span.HOUR
        + Integer.parseInt(matcher.group(3)) * Span.MINUTE;
  }

  /** Kind, variant and seed, such as {@code A4 seed 1} or {@code A9 provider-only seed 1}. */
  public String name() {
    return kind + (variant.isEmpty() ? "" : " " + variant) + " seed " + seed;
  }

  /** The name and the verdict, such as {@code A4 seed 1: killed between -31h and +40min}. */
  @Override
  public String toString() {
    return name() + ": " + verdict;
  }
}
