package io.keyfuse.detectors.scenario;

import java.util.Random;

/**
 * How one benign key is used.
 *
 * @param key key id
 * @param usdPerDay mean spend of a weekday without the batch
 * @param usdPerCall mean price of a call
 * @param peakHour UTC hour of the daily peak
 * @param nightlyBatch whether a batch of 40 times the mean hourly spend runs at 02:00 on weekdays
 */
public record KeyProfile(
    String key, double usdPerDay, double usdPerCall, int peakHour, boolean nightlyBatch) {

  /**
   * A key of $1 to $300 a day and up to 400 calls; every fourth has a batch, and then at most $40 a
   * day, because a newcomer's first nights must stay under the cold-start allowance.
   */
  public static KeyProfile random(String key, Random random) {
    boolean batch = random.nextInt(4) == 0;
    double usdPerDay = Math.exp(random.nextDouble() * Math.log(batch ? 40 : 300));
    double calls = 60 + random.nextDouble() * 340;
    return new KeyProfile(key, usdPerDay, usdPerDay / calls, random.nextInt(24), batch);
  }

  /** The key of scenario A1: up to 20 calls a minute by day, about $60 a day. */
  public static KeyProfile smallService(String key) {
    return new KeyProfile(key, 60, 0.02, 14, false);
  }

  /** A key whose nightly batch spends about $100 in an hour. */
  public static KeyProfile batchService(String key) {
    return new KeyProfile(key, 60, 0.05, 14, true);
  }

  /** The key of scenario A4: a cheap model, $2 to $3 a day. */
  public static KeyProfile smallDeveloperKey(String key) {
    return new KeyProfile(key, 2.5, 0.015, 14, false);
  }
}
