package io.keyfuse.detectors.state;

/**
 * Remembers which names were told on which day: the last eight names, by hash. Two names of one
 * hash count as one. Mutable, owned by one state; not thread-safe.
 */
public final class ToldOnce {
  private static final int MOST = 8;

  private final int[] hashes = new int[MOST];
  private final long[] days = new long[MOST];
  private int size;

  /** Returns true the first time that the name is told on the day. */
  public boolean tell(String name, long day) {
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        boolean isNew = days[i] < day;
        days[i] = Math.max(days[i], day);
        return isNew;
      }
    }
    int at = size < MOST ? size++ : oldest();
    hashes[at] = hash;
    days[at] = day;
    return true;
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < MOST; i++) {
      if (days[i] < days[oldest]) {
        oldest = i;
      }
    }
    return oldest;
  }

  void write(ByteWriter out) {
    out.count(size);
    for (int i = 0; i < size; i++) {
      out.signed(hashes[i]).signed(days[i]);
    }
  }

  static ToldOnce read(ByteReader in) {
    ToldOnce told = new ToldOnce();
    told.size = in.count(MOST);
    for (int i = 0; i < told.size; i++) {
      told.hashes[i] = (int) in.signed();
      told.days[i] = in.signed();
    }
    return told;
  }
}
