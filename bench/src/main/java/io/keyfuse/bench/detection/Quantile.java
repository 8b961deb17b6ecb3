package io.keyfuse.bench.detection;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Quantiles by linear interpolation between ranks, as the public scorer makes them. Stateless. */
final class Quantile {
  private Quantile() {}

  /** Rounded to two places; empty without values. */
  static OptionalDouble of(double[] values, double share) {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double rank = share * (sorted.length - 1);
    int low = (int) rank;
    int high = Math.min(low + 1, sorted.length - 1);
    return OptionalDouble.of(rounded(sorted[low] + (sorted[high] - sorted[low]) * (rank - low), 2));
  }

  /** Half-even on the exact binary value. */
  static double rounded(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).doubleValue();
  }
}
