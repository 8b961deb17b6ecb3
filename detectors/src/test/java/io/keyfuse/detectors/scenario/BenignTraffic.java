package io.keyfuse.detectors.scenario;

import io.keyfuse.schemas.money.NanoUsd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ordinary usage in both feeds: a daily curve, weekends at a third, lognormal noise by day, hour
 * and call, a nightly batch. Telemetry comes seconds late (3 % up to two minutes) and loses 0.5 %;
 * the provider reports minute buckets two to six minutes late. The same seed gives the same usage.
 */
public final class BenignTraffic {
  /** A Monday. */
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final double BATCH_MULTIPLE = 40;

  private final Random random;
  private final List<Arrival> arrivals = new ArrayList<>();

  public BenignTraffic(long seed) {
    random = new Random(seed);
  }

  /** Adds the key's usage of the days, counted from {@link #START}. */
  public BenignTraffic add(KeyProfile profile, int days) {
    Map<Long, long[]> minutes = new TreeMap<>();
    for (int day = 0; day < days; day++) {
      double weekday = day % 7 < 5 ? 1 : 0.35;
      double scale = weekday * lognormal(0.25) * profile.usdPerDay() / 24;
      long dayMs = START.toEpochMilli() + day * DAY_MS;
      for (int hour = 0; hour < 24; hour++) {
        double curve = 1 + 0.8 * Math.cos((hour - profile.peakHour()) * Math.PI / 12);
        spread(profile, dayMs + hour * HOUR_MS, HOUR_MS, scale * curve * lognormal(0.35), minutes);
      }
      if (profile.nightlyBatch() && day % 7 < 5) {
        long start = dayMs + 2 * HOUR_MS + Math.round((random.nextDouble() - 0.5) * 20) * MINUTE_MS;
        spread(profile, start, HOUR_MS, BATCH_MULTIPLE * scale, minutes);
      }
    }
    minutes.forEach((minuteMs, totals) -> report(profile.key(), minuteMs, totals));
    return this;
  }

  /** Adds other arrivals, for example an attack. */
  public BenignTraffic with(List<Arrival> others) {
    arrivals.addAll(others);
    return this;
  }

  /** Returns everything in order of arrival. */
  public List<Arrival> arrivals() {
    List<Arrival> sorted = new ArrayList<>(arrivals);
    sorted.sort(Comparator.comparingLong(Arrival::atMs));
    return sorted;
  }

  private void spread(
      KeyProfile profile, long fromMs, long widthMs, double usd, Map<Long, long[]> minutes) {
    int calls = poisson(usd / profile.usdPerCall());
    for (int i = 0; i < calls; i++) {
      long atMs = fromMs + (long) (random.nextDouble() * widthMs);
      double price = profile.usdPerCall() * lognormal(0.9) / Math.exp(0.405);
      long nanos = Math.round(price * NanoUsd.PER_USD);
      long[] totals = minutes.computeIfAbsent(atMs / MINUTE_MS * MINUTE_MS, at -> new long[2]);
      totals[0] += nanos;
      totals[1]++;
      if (random.nextDouble() >= 0.005) {
        long late = random.nextDouble() < 0.03 ? random.nextInt(120_000) : random.nextInt(4_000);
        arrivals.add(new Arrival(atMs + late, Call.of(profile.key(), atMs).nanos(nanos).build()));
      }
    }
  }

  private void report(String key, long minuteMs, long[] totals) {
    long arrivesMs = minuteMs + MINUTE_MS + 120_000L + random.nextInt(240_000);
    arrivals.add(
        new Arrival(
            arrivesMs,
            Call.bucket(key, minuteMs)
                .nanos(totals[0])
                .requests(totals[1])
                .tokens(1_000 * totals[1], 200 * totals[1])
                .build()));
  }

  private double lognormal(double sigma) {
    return Math.exp(sigma * random.nextGaussian());
  }

  private int poisson(double mean) {
    if (mean > 50) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
