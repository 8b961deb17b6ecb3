package io.keyfuse.console.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map of bounded size, ordered by last write. When it is full, the longest unwritten expendable
 * entry goes; where none is expendable, the longest unwritten one. Not thread-safe.
 *
 * @param <V> value type
 */
final class BoundedMap<V> {
  private final Map<String, V> entries = new LinkedHashMap<>();
  private final int max;
  private final Predicate<V> expendable;
  private long dropped;

  BoundedMap(int max, Predicate<V> expendable) {
    this.max = max;
    this.expendable = expendable;
  }

  void put(String key, V value) {
    entries.remove(key);
    if (entries.size() >= max) {
      evict();
    }
    entries.put(key, value);
  }

  @Nullable V get(String key) {
    return entries.get(key);
  }

  void remove(String key) {
    entries.remove(key);
  }

  Collection<V> values() {
    return entries.values();
  }

  /** Returns the values, last written first. */
  List<V> newestFirst() {
    List<V> list = new ArrayList<>(entries.values());
    Collections.reverse(list);
    return list;
  }

  /** Returns how many entries had to go. */
  long dropped() {
    return dropped;
  }

  private void evict() {
    dropped++;
    Iterator<V> all = entries.values().iterator();
    while (all.hasNext()) {
      if (expendable.test(all.next())) {
        all.remove();
        return;
      }
    }
    Iterator<V> eldest = entries.values().iterator();
    eldest.next();
    eldest.remove();
  }
}
