package io.keyfuse.detectors.state;

/**
 * What the key's busiest window of one horizon costs on an active day, on a log scale: an
 * exponentially weighted mean and variance of {@code ln(maximum + offset)} with a memory of about
 * two weeks of active days, and the largest maximum, slowly forgotten.
 *
 * <p>Block maxima of a day tend to an extreme-value law (Fisher, Tippett 1928; Coles, An
 * Introduction to Statistical Modeling of Extreme Values, 2001, ch. 3). A heavy-tailed spend has
 * Fréchet maxima, whose logarithm is Gumbel. {@link #surprise(double)} is the Gumbel tail fitted by
 * moments: with {@code s² = (ν₀σ₀² + M₂)/(ν₀ + n) · (1 + 1/n)}, {@code β = s√6/π} and {@code loc =
 * mean − γβ}, {@code −ln P(a day's maximum > x) ≈ (ln(x + offset) − loc)/β}.
 *
 * <p>Kept in floats so that its bytes give back the same value. Mutable; not thread-safe.
 */
public final class DailyMaxima {
  /** Dollars added before the logarithm, so that cents do not count as a factor. */
  public static final double OFFSET_USD = 0.10;

  private static final double KEEP = 0.95;
  private static final double KEEP_LARGEST = 0.98;
  private static final double PRIOR_DAYS = 4;
  private static final double PRIOR_VARIANCE = 0.25;
  private static final double EULER_GAMMA = 0.5772156649015329;
  private static final double GUMBEL_SCALE = Math.sqrt(6) / Math.PI;

  /** A day's maximum counts at most this many times the largest before: one lump cannot poison. */
  private static final double MOST_GROWTH = 4;

  private static final double CLIP_AFTER_DAYS = 2;

  private float days;
  private float mean;
  private float squares;
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
    double y = Math.log(Math.max(0, maximumUsd) + OFFSET_USD);
    double away = y - mean;
    days = (float) (KEEP * days + 1);
    mean = (float) (mean + away / days);
    squares = (float) (KEEP * squares + away * (y - mean));
    largestUsd = (float) Math.max(maximumUsd, KEEP_LARGEST * largestUsd);
  }

  /** Returns {@code −ln} of the chance that a day's maximum exceeds the spend; 0 before any day. */
  public double surprise(double spendUsd) {
    if (days <= 0) {
      return 0;
    }
    double variance =
        (PRIOR_DAYS * PRIOR_VARIANCE + squares) / (PRIOR_DAYS + days) * (1 + 1 / days);
    double scale = GUMBEL_SCALE * Math.sqrt(variance);
    double location = mean - EULER_GAMMA * scale;
    return Math.max(0, (Math.log(Math.max(0, spendUsd) + OFFSET_USD) - location) / scale);
  }

  /** Returns the largest maximum of an active day, in dollars, less 2 % per later active day. */
  public double largestUsd() {
    return largestUsd;
  }

  void write(ByteWriter out) {
    out.real(days).real(mean).real(squares).real(largestUsd);
  }

  static DailyMaxima read(ByteReader in) {
    DailyMaxima maxima = new DailyMaxima();
    maxima.days = in.real();
    maxima.mean = in.real();
    maxima.squares = in.real();
    maxima.largestUsd = in.real();
    return maxima;
  }
}
