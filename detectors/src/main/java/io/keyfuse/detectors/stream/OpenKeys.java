package io.keyfuse.detectors.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys for which time alone can still bring something out, with the wall clock of their last
 * event, the longest idle first. Bounded: a key that finds no place makes the set incomplete, and
 * the store is to be searched again once there is place. Starts incomplete, so that a restarted
 * task finds its keys. Used by one thread.
 */
final class OpenKeys {
  private final int most;
  private final Map<String, Long> arrivals = new LinkedHashMap<>();
  private boolean complete;

  OpenKeys(int most) {
    this.most = most;
  }

  /** Notes an arrival of the key. */
  void arrived(String key, long nowMs) {
    Long before = arrivals.remove(key);
    if (before == null && arrivals.size() >= most) {
      complete = false;
    } else {
      arrivals.put(key, nowMs);
    }
  }

  /** Notes a key found in the store, unless an arrival is known. */
  void found(String key, long nowMs) {
    if (!arrivals.containsKey(key)) {
      arrived(key, nowMs);
    }
  }

  /** Forgets a key that nothing is open for. */
  void closed(String key) {
    arrivals.remove(key);
  }

  /** Returns when the key last had an event, or null when the key is not in the set. */
  @Nullable Long arrivedAt(String key) {
    return arrivals.get(key);
  }

  /** Returns the keys idle since the time or longer, as a copy. */
  List<String> idleSince(long untilMs) {
    List<String> idle = new ArrayList<>();
    for (Map.Entry<String, Long> entry : arrivals.entrySet()) {
      if (entry.getValue() > untilMs) {
        break;
      }
      idle.add(entry.getKey());
    }
    return idle;
  }

  /** Returns true when the store is to be searched, and takes that as done. */
  boolean takeSearch() {
    boolean due = !complete && arrivals.size() <= most / 2;
    complete |= due;
    return due;
  }
}
