package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Scenario A1 as published: a reseller saturates the key's quota from three relays, each 500 K
 * input and 500 K output tokens a minute on a premium model, flat for a day: about $3,150 an hour.
 * Played in real time: 150 requests a minute of 10 K in and 10 K out on average.
 */
record ResaleFlood(long seed) implements AttackPlan {
  private static final int REQUESTS_PER_MINUTE = 150;
  private static final Duration INTERVAL = Duration.ofMillis(60_000 / REQUESTS_PER_MINUTE);
  private static final Tokens MEAN = new Tokens(10_000, 0, 10_000);
  private static final String MODEL = "gpt-5.5";
  private static final long HOURS = 24;

  @Override
  public String id() {
    return "A1";
  }

  @Override
  public Phase phase() {
    return Phase.A1;
  }

  @Override
  public String title() {
    return "A1: the key is resold, its quota saturated";
  }

  @Override
  public String story() {
    return "three relays, 500K tokens in and 500K out a minute each, on "
        + MODEL
        + ", day and night";
  }

  @Override
  public String pace() {
    return "real time, 150 requests a minute";
  }

  @Override
  public Role victim() {
    return Role.VICTIM_A1;
  }

  @Override
  public AttackCall call(int n) {
    SplittableRandom random = new Draws(seed).of("A1", n, 0);
    Tokens tokens = new Tokens(random.nextLong(6_000, 14_001), 0, random.nextLong(6_000, 14_001));
    return new AttackCall(MODEL, tokens);
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public int callsPerLine() {
    return 5;
  }

  @Override
  public long unstoppedNanos() {
    return PriceList.costNanos(MODEL, MEAN) * REQUESTS_PER_MINUTE * 60 * HOURS;
  }

  @Override
  public String unstoppedBasis() {
    return "24 h at this rate";
  }
}
