package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Scenario A4 as published: after a tiny probe a day before, one hour of about fifty long-context
 * requests, 12.8 M input tokens on one premium model and 1.3 M input with 287 K output on a second
 * one; a second wave twelve days later. Inputs are spread evenly over 204K to 364K, whose mean
 * makes the published sum.
 */
record ProbeThenBurst(long seed) implements AttackPlan {
  private static final int REQUESTS_PER_HOUR = 50;
  private static final int SECOND_MODEL_EVERY = 10;
  private static final int WAVES = 2;
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final long SPEED_UP = 3_600 / REQUESTS_PER_HOUR / 2;

  @Override
  public String id() {
    return "A4";
  }

  @Override
  public Phase phase() {
    return Phase.A4;
  }

  @Override
  public String title() {
    return "A4: a tiny probe, then a long-context burst";
  }

  @Override
  public String story() {
    return "14 tokens yesterday to try it; now 204K to 364K a request, on premium models";
  }

  @Override
  public String pace() {
    return "the published hour of 50 requests is played " + SPEED_UP + " times faster";
  }

  @Override
  public Role victim() {
    return Role.VICTIM_A4;
  }

  @Override
  public AttackCall call(int n) {
    SplittableRandom random = new Draws(seed).of("A4", n, 0);
    if (n % SECOND_MODEL_EVERY == SECOND_MODEL_EVERY - 1) {
      return new AttackCall("claude-fable-5", new Tokens(260_000, 0, 57_400));
    }
    Tokens tokens = new Tokens(random.nextLong(204_000, 364_001), 0, random.nextLong(900, 3_100));
    return new AttackCall(CallModel.PROBE_MODEL, tokens);
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public int callsPerLine() {
    return 1;
  }

  @Override
  public long unstoppedNanos() {
    long hour = 0;
    for (int n = 0; n < REQUESTS_PER_HOUR; n++) {
      hour += call(n).costNanos();
    }
    return hour * WAVES;
  }

  @Override
  public String unstoppedBasis() {
    return "2 waves of 1 h";
  }
}
