package io.keyfuse.detectors.state;

/** Maps numbers of one report to bins of a {@link Histogram}. Stateless and thread-safe. */
public final class UsageBins {
  /** Bins of a logarithm: half a unit each, so that a factor of e fills two. */
  public static final int LOGARITHM = 28;

  /** Bins of a share: exactly none, then sevenths. */
  public static final int SHARE = 8;

  private UsageBins() {}

  /** Returns the bin of {@code ln(1 + total/count)}. */
  public static int perCall(long total, long count) {
    return logarithm(total / (double) Math.max(1, count));
  }

  /** Returns the bin of {@code ln(1 + number)}. */
  public static int logarithm(double number) {
    int bin = (int) (2 * Math.log1p(Math.max(0, number)));
    return Math.min(LOGARITHM - 1, bin);
  }

  /** Returns the bin of the part in the whole. */
  public static int share(long part, long whole) {
    if (part <= 0 || whole <= 0) {
      return 0;
    }
    return 1 + (int) Math.min(SHARE - 2, (SHARE - 1) * (part / (double) whole));
  }
}
