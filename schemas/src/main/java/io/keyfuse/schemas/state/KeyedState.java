package io.keyfuse.schemas.state;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * State by key of one partition: all that detectors and desks know of a store. Used by one thread.
 *
 * @param <S> state type
 */
public interface KeyedState<S> {
  /** Returns the state of the key, or null when there is none. */
  @Nullable S get(String key);

  /** Replaces the state of the key. */
  void put(String key, S state);

  /** Forgets the key. */
  void remove(String key);

  /** Visits every key of the partition in no particular order; the visitor must not write. */
  void forEach(BiConsumer<String, S> visitor);
}
