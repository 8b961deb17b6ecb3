package io.keyfuse.console.model;

import io.keyfuse.schemas.money.NanoUsd;

/**
 * Nano-USD per minute of the last 60 minutes. A slot knows its minute, so that old slots need no
 * clearing. Not thread-safe.
 */
final class MinuteRing {
  /** Minutes kept. */
  static final int SIZE = 60;

  private final long[] nanos = new long[SIZE];
  private final int[] minutes = new int[SIZE];
  private final int[] revisions = new int[SIZE];

  /** Returns the value of a minute, 0 where there is none. */
  long at(long minute) {
    int slot = slot(minute);
    return minutes[slot] == minute ? nanos[slot] : 0;
  }

  /** Returns the revision held of a minute, -1 where there is none. */
  int revision(long minute) {
    int slot = slot(minute);
    return minutes[slot] == minute ? revisions[slot] : -1;
  }

  void set(long minute, int revision, long value) {
    int slot = slot(minute);
    minutes[slot] = Math.toIntExact(minute);
    revisions[slot] = revision;
    nanos[slot] = value;
  }

  void add(long minute, long delta) {
    set(minute, 0, NanoUsd.saturatedAdd(at(minute), delta));
  }

  /** Adds up the 60 minutes that end with the newest. */
  long sum(long newest) {
    long sum = 0;
    for (int slot = 0; slot < SIZE; slot++) {
      if (minutes[slot] > newest - SIZE && minutes[slot] <= newest) {
        sum = NanoUsd.saturatedAdd(sum, nanos[slot]);
      }
    }
    return sum;
  }

  /** Adds up as many minutes, the newest the last of them. */
  long sum(long newest, int count) {
    long sum = 0;
    for (long minute = newest - count + 1; minute <= newest; minute++) {
      sum = NanoUsd.saturatedAdd(sum, at(minute));
    }
    return sum;
  }

  private static int slot(long minute) {
    return (int) Math.floorMod(minute, (long) SIZE);
  }
}
