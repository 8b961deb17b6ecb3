package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;
import java.util.Arrays;

/**
 * What is usual for one key: its level by hour of day, its lumpiness and its daily maxima by
 * horizon. Mutable, owned by one state; not thread-safe.
 */
public final class Baseline {
  /** Stands for no day or hour yet. */
  public static final long NONE = Long.MIN_VALUE;

  private final HourlyLevel level;
  private final Lumpiness lumps;
  private final DailyMaxima[] maxima;
  private final long[] todayNanos = new long[Horizon.COUNT];
  private long day = NONE;
  private long activeDays;

  Baseline() {
    this(new HourlyLevel(), new Lumpiness(), new DailyMaxima[Horizon.COUNT]);
    Arrays.setAll(maxima, horizon -> new DailyMaxima());
  }

  private Baseline(HourlyLevel level, Lumpiness lumps, DailyMaxima[] maxima) {
    this.level = level;
    this.lumps = lumps;
    this.maxima = maxima;
  }

  /** Returns the usual spend by hour of day. */
  public HourlyLevel level() {
    return level;
  }

  /** Returns how lumpy the spend is. */
  public Lumpiness lumps() {
    return lumps;
  }

  /** Returns the daily maxima of the horizon. */
  public DailyMaxima maxima(Horizon horizon) {
    return maxima[horizon.place()];
  }

  /** Returns how many days with spend it has learnt. */
  public long activeDays() {
    return activeDays;
  }

  /** Notes the spend of a window; the day's largest is learnt when the day is over. */
  public void note(Horizon horizon, long spendNanos) {
    int at = horizon.place();
    todayNanos[at] = Math.max(todayNanos[at], spendNanos);
  }

  /** Cuts the day's largest window down to the spend. */
  public void limitToday(Horizon horizon, long spendNanos) {
    int at = horizon.place();
    todayNanos[at] = Math.min(todayNanos[at], spendNanos);
  }

  /** Moves on to the day, learning the one before; earlier days are ignored. */
  public void reachDay(long newDay) {
    if (day != NONE && newDay > day) {
      if (todayNanos[Horizon.DAY.place()] > 0) {
        for (Horizon horizon : Horizon.values()) {
          maxima(horizon).learn(usd(todayNanos[horizon.place()]));
        }
        activeDays++;
      }
      Arrays.fill(todayNanos, 0L);
    }
    day = Math.max(day, newDay);
  }

  /** Takes the key for known: the owner said that its level is right. */
  public void acceptDays(long knownAfterDays) {
    activeDays = Math.max(activeDays, knownAfterDays);
  }

  private static double usd(long nanos) {
    return nanos / (double) NanoUsd.PER_USD;
  }

  void write(ByteWriter out) {
    level.write(out);
    lumps.write(out);
    for (DailyMaxima each : maxima) {
      each.write(out);
    }
    for (long nanos : todayNanos) {
      out.signed(nanos);
    }
    out.time(day, 0).count(activeDays);
  }

  static Baseline read(ByteReader in) {
    DailyMaxima[] maxima = new DailyMaxima[Horizon.COUNT];
    HourlyLevel level = HourlyLevel.read(in);
    Lumpiness lumps = Lumpiness.read(in);
    Arrays.setAll(maxima, horizon -> DailyMaxima.read(in));
    Baseline baseline = new Baseline(level, lumps, maxima);
    Arrays.setAll(baseline.todayNanos, horizon -> in.signed());
    baseline.day = in.time(0);
    baseline.activeDays = in.count();
    return baseline;
  }
}
