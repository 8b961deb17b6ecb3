package io.keyfuse.detectors.state;

/**
 * The key's usual spend per hour, by UTC hour of day. Each cell is a running mean over days with a
 * memory of two weeks, shrunk towards the mean over all hours: the posterior mean of a conjugate
 * gamma-Poisson model whose prior is worth {@value #PRIOR_DAYS} days of the key's level (Gelman et
 * al., Bayesian Data Analysis, 3rd ed., 2013, §2.6), {@code (n·cell + k·level)/(n + k)}.
 *
 * <p>Mutable; not thread-safe. Money in micro-dollars keeps the bytes short.
 */
public final class HourlyLevel {
  static final int CELLS = 24;
  private static final int PRIOR_DAYS = 3;
  private static final long MEMORY_DAYS = 14;
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final long MS_PER_HOUR = PaneWidth.HOUR.ms();

  private final long[] cellMicros = new long[CELLS];
  private long hours;

  /** Learns what one whole hour cost; hours are told in order, idle ones as zero. */
  public void learn(long hourIndex, long spendNanos) {
    int cell = (int) Math.floorMod(hourIndex, (long) CELLS);
    long days = Math.min(MEMORY_DAYS, hours / CELLS + 1);
    long micros = Math.max(0, spendNanos) / NANOS_PER_MICRO;
    cellMicros[cell] += Math.round((micros - cellMicros[cell]) / (double) days);
    hours++;
  }

  /** Returns how many hours it has learnt. */
  public long hours() {
    return hours;
  }

  /** Returns the spend expected in a window that starts at the time, in dollars. */
  public double expectedUsd(long startMs, long widthMs) {
    if (widthMs >= CELLS * MS_PER_HOUR) {
      return levelMicros() * CELLS / 1e6;
    }
    int cell = (int) Math.floorMod(PaneWidth.HOUR.indexOf(startMs), (long) CELLS);
    double days = Math.min(MEMORY_DAYS, hours / (double) CELLS);
    double shrunk = (days * cellMicros[cell] + PRIOR_DAYS * levelMicros()) / (days + PRIOR_DAYS);
    return shrunk / 1e6 * widthMs / MS_PER_HOUR;
  }

  private double levelMicros() {
    long known = Math.min(CELLS, hours);
    if (known == 0) {
      return 0;
    }
    long sum = 0;
    for (long micros : cellMicros) {
      sum += micros;
    }
    return sum / (double) known;
  }

  void write(ByteWriter out) {
    out.count(hours);
    for (long micros : cellMicros) {
      out.count(micros);
    }
  }

  static HourlyLevel read(ByteReader in) {
    HourlyLevel level = new HourlyLevel();
    level.hours = in.count();
    for (int cell = 0; cell < CELLS; cell++) {
      level.cellMicros[cell] = in.count();
    }
    return level;
  }
}
