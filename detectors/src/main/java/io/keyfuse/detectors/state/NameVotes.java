package io.keyfuse.detectors.state;

/**
 * Which names a key uses, and how often, by hash: the most used few. It also counts how often a
 * name was new, so that a key whose names change all the time makes nothing of a new one. Old votes
 * fade as in {@link Histogram}. Mutable, owned by one state; not thread-safe.
 */
public final class NameVotes {
  private static final int KNOWN = 5;

  private final int[] hashes;
  private final int[] votes;
  private int size;
  private int total;
  private int newcomers;

  NameVotes(int most) {
    hashes = new int[most];
    votes = new int[most];
  }

  /** Returns how many votes were given. */
  public int total() {
    return total;
  }

  /** Returns whether the name is well known: {@value #KNOWN} votes at least. */
  public boolean knows(int hash) {
    int at = find(hash);
    return at >= 0 && votes[at] >= KNOWN;
  }

  /** Adds one vote; a name without place takes that of the least used. */
  public void vote(int hash) {
    int at = find(hash);
    if (at < 0) {
      newcomers++;
      at = size < hashes.length ? size++ : least();
      hashes[at] = hash;
      votes[at] = 0;
    }
    votes[at]++;
    total++;
    if (total >= Histogram.MOST) {
      halve();
    }
  }

  /**
   * Returns how much better "any of so many names" explains the name than this key does, in nats:
   * {@code ln((½p + ½/names)/p)} with {@code p} its share of the votes; for a new name {@code
   * ln(½/r)} with the rate {@code r = (newcomers + ½)/(total + 1)} of new names. Without votes 0.
   *
   * @param names how many names there are in the world
   */
  public double strangeness(int hash, double names) {
    if (total == 0) {
      return 0;
    }
    int at = find(hash);
    if (at < 0) {
      return Math.max(0, Math.log(0.5 * (total + 1) / (newcomers + 0.5)));
    }
    double share = votes[at] / (double) total;
    return Math.log(0.5 + 0.5 / (names * share));
  }

  private void halve() {
    int kept = 0;
    total = 0;
    newcomers >>= 1;
    for (int i = 0; i < size; i++) {
      int half = votes[i] >> 1;
      if (half > 0) {
        hashes[kept] = hashes[i];
        votes[kept++] = half;
        total += half;
      }
    }
    size = kept;
  }

  private int find(int hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        return i;
      }
    }
    return -1;
  }

  private int least() {
    int least = 0;
    for (int i = 1; i < size; i++) {
      if (votes[i] < votes[least]) {
        least = i;
      }
    }
    return least;
  }

  void write(ByteWriter out) {
    out.count(size).count(total).count(newcomers);
    for (int i = 0; i < size; i++) {
      out.bits(hashes[i]).count(votes[i]);
    }
  }

  void read(ByteReader in) {
    size = in.count(hashes.length);
    total = in.count(Histogram.MOST);
    newcomers = in.count(Histogram.MOST);
    for (int i = 0; i < size; i++) {
      hashes[i] = in.bits();
      votes[i] = in.count(Histogram.MOST);
    }
  }
}
