package io.keyfuse.alerting.execute;

import java.util.TreeMap;

/**
 * Which records of a partition are finished, when they finish in any order. The position to commit
 * is the lowest record that is not. Used by one thread.
 */
final class OffsetTracker {
  private final TreeMap<Long, Boolean> open = new TreeMap<>();
  private long position;
  private long committed;

  /**
   * Starts at the first record to be read.
   *
   * @param position offset of that record
   */
  OffsetTracker(long position) {
    this.position = position;
    this.committed = position;
  }

  void admit(long offset) {
    open.put(offset, false);
  }

  void finish(long offset) {
    open.replace(offset, true);
    while (!open.isEmpty() && open.firstEntry().getValue()) {
      position = open.pollFirstEntry().getKey() + 1;
    }
  }

  /** Returns the offset to commit: everything below it is finished. */
  long position() {
    return open.isEmpty() ? position : open.firstKey();
  }

  void committed(long offset) {
    committed = offset;
  }

  /** Returns true when more is finished than is committed. */
  boolean isDirty() {
    return position() > committed;
  }

  int size() {
    return open.size();
  }
}
