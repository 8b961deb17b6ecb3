package io.keyfuse.app.demo;

import java.util.SplittableRandom;

/**
 * Randomness that depends only on the seed and on what it is for, so that a restarted demo tells
 * the same story. Immutable and thread-safe.
 */
final class Draws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;

  Draws(long seed) {
    this.seed = seed;
  }

  /** Returns the generator of one purpose and place. */
  SplittableRandom of(String purpose, long a, long b) {
    return new SplittableRandom(mix(mix(mix(seed ^ purpose.hashCode()) + GOLDEN * a) + GOLDEN * b));
  }

  /** Returns a lognormal value of the given median, cut at three sigma. */
  static double lognormal(SplittableRandom random, double median, double sigma) {
    double z = Math.max(-3, Math.min(3, random.nextGaussian()));
    return median * Math.exp(sigma * z);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
