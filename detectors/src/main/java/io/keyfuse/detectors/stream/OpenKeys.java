package io.keyfuse.detectors.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys for which time alone can still bring something out: when each last had an event and when
 * it is due, both in wall clock. Bounded: a key that finds no place makes the set incomplete, and
 * the store is to be searched again once there is place. Starts incomplete, so that a restarted
 * task finds its keys. Used by one thread.
 */
final class OpenKeys {
  private final int most;
  private final Map<String, Idle> idle = new HashMap<>();
  private boolean complete;

  OpenKeys(int most) {
    this.most = most;
  }

  /** A key that is idle since an arrival and to be looked at again when due. */
  record Idle(String key, long arrivedMs, long dueMs) {}

  /** Notes an arrival of the key, to be looked at when due. */
  void arrived(String key, long nowMs, long dueMs) {
    if (idle.size() >= most && !idle.containsKey(key)) {
      complete = false;
    } else {
      idle.put(key, new Idle(key, nowMs, dueMs));
    }
  }

  /** Notes a key found in the store, unless an arrival is known. */
  void found(String key, long nowMs) {
    if (!idle.containsKey(key)) {
      arrived(key, nowMs, nowMs);
    }
  }

  /** Looks at the key again at the time. */
  void postpone(Idle due, long dueMs) {
    idle.put(due.key(), new Idle(due.key(), due.arrivedMs(), dueMs));
  }

  /** Forgets a key that nothing is open for. */
  void closed(String key) {
    idle.remove(key);
  }

  /** Returns the keys due by the time, in the order of their ids. */
  List<Idle> due(long nowMs) {
    List<Idle> due = new ArrayList<>();
    for (Idle each : idle.values()) {
      if (each.dueMs() <= nowMs) {
        due.add(each);
      }
    }
    due.sort((a, b) -> a.key().compareTo(b.key()));
    return due;
  }

  /** Returns true when the store is to be searched, and takes that as done. */
  boolean takeSearch() {
    boolean search = !complete && idle.size() <= most / 2;
    complete |= search;
    return search;
  }
}
