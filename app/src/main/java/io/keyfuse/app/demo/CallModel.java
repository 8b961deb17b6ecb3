package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When a key calls and what it asks for, history and live alike: in each second a key calls with
 * probability
 *
 * <pre>mean × (1 - 0.85 cos(2π (h - 3) / 24)) × lognormal(0, 0.35) per ten minutes</pre>
 *
 * plus its nightly batch, where h is the hour of the company's day and 15:00 is the demo's base
 * time, whenever the demo runs. Sizes are lognormal (sigma 0.45), 1.2 % of calls fail. The shape is
 * the noise model of the scenario catalogue. Pure: the same second gives the same call.
 * Thread-safe.
 */
final class CallModel {
  /** Before the base time; scenario A4's probe on a model that its key never used. */
  static final long PROBE_BEFORE_SECONDS = 23 * 3_600 + 1_740;

  static final String PROBE_MODEL = "claude-opus-4-8";
  private static final int DAY = 86_400;
  private static final int BASE_SECOND_OF_DAY = 15 * 3_600;
  private static final int NIGHTLY_FROM = 2 * 3_600;
  private static final int NIGHTLY_SECONDS = 3_600;
  private static final double FAILED = 0.012;
  private static final double NOISE_SIGMA = 0.35;
  private static final double MOST_NOISE = Math.exp(3 * NOISE_SIGMA);

  private final Draws draws;
  private final long baseSecond;

  CallModel(long seed, Instant base) {
    this.draws = new Draws(seed);
    this.baseSecond = base.getEpochSecond();
  }

  /** Returns the call that the key makes in this second, if it makes one. */
  Optional<Call> callAt(DemoKey key, long second) {
    if (key.role() == Role.VICTIM_A4 && second == baseSecond - PROBE_BEFORE_SECONDS) {
      Tokens tiny = new Tokens(14, 0, 6);
      return Optional.of(new Call(key, Instant.ofEpochSecond(second), PROBE_MODEL, tiny, 200));
    }
    SplittableRandom random = draws.of("call", key.index(), second);
    double ticket = random.nextDouble();
    if (ticket >= mostPerSecond(key.habit()) || ticket >= ratePerSecond(key, second)) {
      return Optional.empty();
    }
    return Optional.of(draw(key, second, random));
  }

  private Call draw(DemoKey key, long second, SplittableRandom random) {
    Instant at = Instant.ofEpochSecond(second).plusMillis(random.nextInt(1_000));
    ModelHabit habit = pick(key.habit(), random);
    if (random.nextDouble() < FAILED) {
      return new Call(key, at, habit.model(), Tokens.NONE, random.nextInt(3) == 0 ? 500 : 429);
    }
    long input = 1 + (long) Draws.lognormal(random, habit.medianInput(), 0.45);
    long output = 1 + (long) Draws.lognormal(random, habit.medianOutput(), 0.45);
    Tokens tokens = new Tokens(input, (long) (input * habit.cachedShare()), output);
    return new Call(key, at, habit.model(), tokens, 200);
  }

  private static ModelHabit pick(Habit habit, SplittableRandom random) {
    int ticket = random.nextInt(habit.totalWeight());
    for (ModelHabit model : habit.models()) {
      ticket -= model.weight();
      if (ticket < 0) {
        return model;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  /** Bounds the rate, to pass over nearly all seconds without working the rate out. */
  private static double mostPerSecond(Habit habit) {
    return habit.callsPerDay() * (1.85 * MOST_NOISE + habit.nightlyFactor()) / DAY;
  }

  private double ratePerSecond(DemoKey key, long second) {
    double mean = key.habit().callsPerDay() / (double) DAY;
    long ofDay = Math.floorMod(second - baseSecond + BASE_SECOND_OF_DAY, (long) DAY);
    double diurnal = 1 - 0.85 * Math.cos(2 * Math.PI * (ofDay / 3_600.0 - 3) / 24);
    double noise =
        Draws.lognormal(
            draws.of("noise", key.index(), Math.floorDiv(second, 600L)), 1, NOISE_SIGMA);
    boolean nightly = ofDay >= NIGHTLY_FROM && ofDay < NIGHTLY_FROM + NIGHTLY_SECONDS;
    return mean * (diurnal * noise + (nightly ? key.habit().nightlyFactor() : 0));
  }
}
