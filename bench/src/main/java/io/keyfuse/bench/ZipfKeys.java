package io.keyfuse.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws ranks with probability proportional to 1 / rank^s by inversion of the cumulative sum. Not
 * thread-safe.
 */
final class ZipfKeys {
  private final double[] cumulative;
  private final SplittableRandom random;

  ZipfKeys(int keys, double exponent, long seed) {
    cumulative = new double[keys];
    double sum = 0;
    for (int rank = 1; rank <= keys; rank++) {
      sum += 1 / Math.pow(rank, exponent);
      cumulative[rank - 1] = sum;
    }
    random = new SplittableRandom(seed);
  }

  /** Returns a rank from 0. */
  int next() {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }
}
