package io.keyfuse.alerting.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Credentials by the time at which they want a tick; bounded. When it is full it forgets the latest
 * and remembers that it did, so that the owner can build it anew from the store. Not thread-safe.
 */
final class DueIndex {
  private record Due(Instant at, String key) {}

  private static final Comparator<Due> EARLIEST_FIRST =
      Comparator.comparing(Due::at).thenComparing(Due::key);

  private final int capacity;
  private final Map<String, Instant> times = new HashMap<>();
  private final TreeSet<Due> order = new TreeSet<>(EARLIEST_FIRST);
  private boolean forgetful;

  DueIndex(int capacity) {
    this.capacity = capacity;
  }

  /** Sets when the key wants its tick; {@link Instant#MAX} for never. */
  void set(String key, Instant at) {
    Instant before = times.remove(key);
    if (before != null) {
      order.remove(new Due(before, key));
    }
    if (at.equals(Instant.MAX)) {
      return;
    }
    times.put(key, at);
    order.add(new Due(at, key));
    if (order.size() > capacity) {
      forgetful = true;
      times.remove(order.pollLast().key());
    }
  }

  /** Returns at most {@code limit} keys that are due, earliest first. */
  List<String> dueAt(Instant now, int limit) {
    List<String> due = new ArrayList<>();
    for (Due next : order) {
      if (due.size() == limit || next.at().isAfter(now)) {
        break;
      }
      due.add(next.key());
    }
    return due;
  }

  boolean isForgetful() {
    return forgetful;
  }

  int size() {
    return order.size();
  }

  void clear() {
    times.clear();
    order.clear();
    forgetful = false;
  }
}
