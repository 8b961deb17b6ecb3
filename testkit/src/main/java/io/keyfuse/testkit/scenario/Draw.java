package io.keyfuse.testkit.scenario;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded draws of the distributions that traffic is made of. {@link #split()} gives a stream of its
 * own, so that one more draw in one key leaves every other key as it was. Not thread-safe.
 */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this(new SplittableRandom(seed));
  }

  private Draw(SplittableRandom random) {
    this.random = random;
  }

  Draw split() {
    return new Draw(random.split());
  }

  long bits() {
    return random.nextLong();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Both ends are possible. */
  int whole(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  long millis(long low, long high) {
    return high <= low ? low : random.nextLong(low, high);
  }

  /** Even on the log scale, for parameters that span decades. */
  double logUniform(double low, double high) {
    return StrictMath.exp(uniform(StrictMath.log(low), StrictMath.log(high)));
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * random.nextGaussian());
  }

  double exponential(double mean) {
    return mean * random.nextExponential();
  }

  /** Knuth's product for small means, the rounded normal above 30. */
  int poisson(double mean) {
    if (mean > 30) {
      return (int) Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * random.nextGaussian()));
    }
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; count++) {
      product *= random.nextDouble();
    }
    return count;
  }

  <T> T pick(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** The first options are the likeliest: the rank is drawn with a quadratic skew. */
  <T> T pickSkewed(List<T> options) {
    double u = random.nextDouble();
    return options.get((int) (u * u * options.size()));
  }

  <T> void shuffle(List<T> options) {
    for (int i = options.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T moved = options.get(i);
      options.set(i, options.get(j));
      options.set(j, moved);
    }
  }
}
