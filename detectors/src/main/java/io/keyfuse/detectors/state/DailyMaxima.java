package io.keyfuse.detectors.state;

/**
 * What the key's busiest window of one horizon costs on an active day: the last {@value #DAYS}
 * days' maxima on a log scale, a byte each, and the largest ever, slowly forgotten.
 *
 * <p>{@link #surprise(double)} extends the upper tail of those maxima by the estimator of Weissman
 * (Estimation of parameters and large quantiles based on the k largest observations, JASA 73,
 * 1978): with {@code X₍ₖ₎} the k-th largest of n, {@code P(a day's maximum > x) ≈ (k/n) ·
 * (x/X₍ₖ₎)^(−1/γ)}, where γ is the estimator of Hill (Ann. Stat. 3, 1975) over the spacings above
 * {@code X₍ₖ₎}, shrunk towards {@value #PRIOR_GAMMA} as if that had been seen {@value
 * #PRIOR_SPACINGS} times. Only the upper third of the days counts, so that quiet weekends beside
 * weekdays with a nightly batch do not look like a wild key.
 *
 * <p>Mutable; not thread-safe.
 */
public final class DailyMaxima {
  /** Dollars added before the logarithm, so that cents do not count as a factor. */
  public static final double OFFSET_USD = 0.10;

  /** How many active days are remembered. */
  static final int DAYS = 14;

  private static final double PRIOR_GAMMA = 0.4;
  private static final int PRIOR_SPACINGS = 3;
  private static final double KEEP_LARGEST = 0.98;

  /** A day's maximum counts at most this many times the largest before: one lump cannot poison. */
  private static final double MOST_GROWTH = 4;

  private static final int CLIP_AFTER_DAYS = 2;
  private static final double STEPS_PER_NAT = 16;
  private static final double LEAST = Math.log(OFFSET_USD);

  private final byte[] levels = new byte[DAYS];
  private int days;
  private int next;
  private float largestUsd;

  /** Learns one active day's maximum, limited to {@value #MOST_GROWTH} times the largest. */
  public void learn(double maximumUsd) {
    accept(
        days >= CLIP_AFTER_DAYS
            ? Math.min(maximumUsd, MOST_GROWTH * (largestUsd + OFFSET_USD))
            : maximumUsd);
  }

  /** Learns one maximum as it is: the owner said that the level is right. */
  public void accept(double maximumUsd) {
    levels[next] = (byte) levelOf(maximumUsd);
    next = (next + 1) % DAYS;
    days = Math.min(DAYS, days + 1);
    largestUsd = (float) Math.max(maximumUsd, KEEP_LARGEST * largestUsd);
  }

  /** Returns {@code −ln} of the chance that a day's maximum exceeds the spend; 0 before any day. */
  public double surprise(double spendUsd) {
    if (days == 0) {
      return 0;
    }
    int top = Math.max(1, (days + 2) / 3);
    int[] largest = largest(top);
    double spacings = 0;
    for (int level : largest) {
      spacings += (level - largest[top - 1]) / STEPS_PER_NAT;
    }
    double gamma = (PRIOR_SPACINGS * PRIOR_GAMMA + spacings) / (PRIOR_SPACINGS + top - 1);
    double reference = LEAST + largest[top - 1] / STEPS_PER_NAT;
    double above = Math.log(Math.max(0, spendUsd) + OFFSET_USD) - reference;
    return Math.max(0, Math.log(days / (double) top) + above / gamma);
  }

  /** Returns the largest maximum of an active day, in dollars, less 2 % per later active day. */
  public double largestUsd() {
    return largestUsd;
  }

  /** Returns the {@code count} largest levels, the largest first. */
  private int[] largest(int count) {
    int[] largest = new int[count];
    for (int day = 0; day < days; day++) {
      int level = levels[day] & 0xff;
      for (int place = 0; place < count; place++) {
        if (level > largest[place]) {
          int lower = largest[place];
          largest[place] = level;
          level = lower;
        }
      }
    }
    return largest;
  }

  /** Returns the level, rounded up; from ten cents to about $800,000. */
  private static int levelOf(double usd) {
    double nats = Math.log(Math.max(0, usd) + OFFSET_USD) - LEAST;
    return (int) Math.min(255, Math.ceil(nats * STEPS_PER_NAT));
  }

  void write(ByteWriter out) {
    out.octet(days).octet(next).real(largestUsd);
    for (int day = 0; day < days; day++) {
      out.octet(levels[day]);
    }
  }

  static DailyMaxima read(ByteReader in) {
    DailyMaxima maxima = new DailyMaxima();
    maxima.days = in.count(DAYS);
    maxima.next = in.count(DAYS - 1);
    maxima.largestUsd = in.real();
    for (int day = 0; day < maxima.days; day++) {
      maxima.levels[day] = (byte) in.octet();
    }
    return maxima;
  }
}
