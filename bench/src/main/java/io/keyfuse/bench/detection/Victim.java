package io.keyfuse.bench.detection;

import java.util.List;

/**
 * One key under one attack. Immutable. Times are epoch milliseconds.
 *
 * @param feeds the names of the key's feeds, joined with a plus
 * @param startMillis when the theft proper began
 * @param firstEventMillis the thief's first call, which may be reconnaissance before the start
 */
record Victim(
    String attackId,
    String kind,
    String keyId,
    String feeds,
    long startMillis,
    long endMillis,
    long firstEventMillis,
    List<Minute> minutes) {
  private static final long MINUTE_MILLIS = 60_000;

  Victim {
    minutes = List.copyOf(minutes);
  }

  /** What the thief spent in the minute that begins then. */
  record Minute(long fromMillis, long nanos) {
    /** The share that falls outside of the blocked stretches, which are in order of their start. */
    long letThroughNanos(List<Block> blocks) {
      long openMillis = 0;
      long at = fromMillis;
      long end = fromMillis + MINUTE_MILLIS;
      for (Block block : blocks) {
        if (block.fromMillis > at) {
          openMillis += Math.max(0, Math.min(block.fromMillis, end) - at);
        }
        at = Math.max(at, Math.min(end, block.toMillis));
      }
      openMillis += end - at;
      return nanos * openMillis / MINUTE_MILLIS;
    }
  }

  /** A stretch in which the key did nothing for anyone. */
  record Block(long fromMillis, long toMillis) {}

  long totalNanos() {
    return minutes.stream().mapToLong(Minute::nanos).sum();
  }

  /** Reconnaissance counts as the attack's beginning. */
  long beginMillis() {
    return Math.min(startMillis, firstEventMillis);
  }
}
