package io.keyfuse.detectors.state;

import java.util.Arrays;

/**
 * How often a key's usage fell into each of a fixed number of bins; old votes fade, because all are
 * halved when {@value #MOST} are reached. Mutable, owned by one state; not thread-safe.
 */
public final class Histogram {
  /** At so many votes all are halved. */
  static final int MOST = 8_192;

  private static final double PRIOR = 5;

  private final int[] votes;
  private int total;

  Histogram(int bins) {
    votes = new int[bins];
  }

  /** Returns how many votes it holds. */
  public int total() {
    return total;
  }

  /** Adds one vote. */
  public void vote(int bin) {
    votes[bin]++;
    total++;
    if (total >= MOST) {
      total = 0;
      for (int i = 0; i < votes.length; i++) {
        votes[i] >>= 1;
        total += votes[i];
      }
    }
  }

  /**
   * Returns how much better a flat law over the bins explains the bin than this key does, in nats:
   * {@code ln(q/p)}, {@code q = 1/bins}, {@code p = (v + 5q)/(total + 5)} with the votes {@code v}
   * smoothed over the neighbours (¼, ½, ¼). Without votes 0.
   */
  public double strangeness(int bin) {
    return strangeness(bin, 1.0 / votes.length);
  }

  /** The same for a law that gives the bin the chance {@code q}. */
  public double strangeness(int bin, double q) {
    double smooth = 0.5 * votes[bin];
    smooth += 0.25 * votes[bin > 0 ? bin - 1 : bin];
    smooth += 0.25 * votes[bin < votes.length - 1 ? bin + 1 : bin];
    return Math.log(q * (total + PRIOR) / (smooth + PRIOR * q));
  }

  void write(ByteWriter out) {
    int first = 0;
    int end = votes.length;
    while (first < end && votes[first] == 0) {
      first++;
    }
    while (end > first && votes[end - 1] == 0) {
      end--;
    }
    out.count(first).count(end - first);
    for (int i = first; i < end; i++) {
      out.count(votes[i]);
    }
  }

  void read(ByteReader in) {
    Arrays.fill(votes, 0);
    total = 0;
    int first = in.count(votes.length);
    int count = in.count(votes.length - first);
    for (int i = first; i < first + count; i++) {
      votes[i] = in.count(MOST);
      total += votes[i];
    }
  }
}
