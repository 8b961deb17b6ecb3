package io.keyfuse.detectors.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The attacks of the scenario catalogue as arrivals; the same seed gives the same attack. */
public final class Attacks {
  private static final long MINUTE_MS = 60_000;

  private Attacks() {}

  /** A1 seen by telemetry: one call of 30 to 60 cents after another, a second late. */
  public static List<Arrival> floodInTelemetry(
      String key, long startMs, double usdPerHour, int minutes, long seed) {
    Random random = new Random(seed);
    List<Arrival> flood = new ArrayList<>();
    double msPerUsd = 3_600_000 / usdPerHour;
    double atMs = startMs;
    while (atMs < startMs + minutes * MINUTE_MS) {
      double usd = 0.3 + 0.3 * random.nextDouble();
      long callMs = (long) atMs;
      flood.add(
          new Arrival(
              callMs + 1_000,
              Call.of(key, callMs).usd(usd).tokens(20_000, 20_000).model("opus").build()));
      atMs += usd * msPerUsd;
    }
    return flood;
  }

  /** A1 seen only by the provider: minute buckets, two to six minutes late. */
  public static List<Arrival> floodInProviderUsage(
      String key, long startMs, double usdPerHour, int minutes, long seed) {
    Random random = new Random(seed);
    List<Arrival> flood = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      long bucketMs = startMs + minute * MINUTE_MS;
      double usd = usdPerHour / 60 * (0.8 + 0.4 * random.nextDouble());
      long lateMs = 120_000L + random.nextInt(240_000);
      flood.add(
          new Arrival(
              bucketMs + MINUTE_MS + lateMs,
              Call.bucket(key, bucketMs).usd(usd).requests(Math.round(usd / 0.4)).build()));
    }
    return flood;
  }

  /** A2: 60 calls a second from the first second, rolled up by the second. */
  public static List<Arrival> drain(String key, long startMs, double usdPerHour, int seconds) {
    List<Arrival> drain = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      long atMs = startMs + second * 1_000L;
      drain.add(
          new Arrival(
              atMs + 1_500, Call.of(key, atMs).usd(usdPerHour / 3_600).requests(60).build()));
    }
    return drain;
  }

  /** A4: calls of 180 to 364 thousand input tokens for $1 to $2, about one a minute. */
  public static List<Arrival> longContext(String key, long startMs, int calls, long seed) {
    Random random = new Random(seed);
    List<Arrival> burst = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      long atMs = startMs + call * 72_000L + random.nextInt(30_000);
      double share = random.nextDouble();
      burst.add(
          new Arrival(
              atMs + 2_000,
              Call.of(key, atMs)
                  .usd(1 + share)
                  .tokens(180_000 + (long) (184_000 * share), 4_000)
                  .model("opus")
                  .build()));
    }
    return burst;
  }
}
