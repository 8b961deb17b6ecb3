package io.keyfuse.console.model;

import io.keyfuse.schemas.v1.KeyStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each key stands; a tombstone forgets it, and quiet keys go first when there are too many.
 * Not thread-safe: {@link ReadModel} holds the lock.
 */
final class KeyBoard {
  private static final Comparator<KeyView> ORDER =
      Comparator.comparing(KeyView::quiet)
          .thenComparing(KeyView::since, Comparator.reverseOrder())
          .thenComparing(KeyView::credentialId);

  private final BoundedMap<KeyView> keys;

  KeyBoard(int max) {
    this.keys = new BoundedMap<>(max, KeyView::quiet);
  }

  void apply(String credentialId, @Nullable KeyStatus status) {
    if (status == null) {
      keys.remove(Clip.id(credentialId));
    } else {
      KeyView view = KeyView.of(status);
      keys.put(view.credentialId(), view);
    }
  }

  /** Returns keys with something open about them first, then the newest change first. */
  List<KeyView> sorted(int limit) {
    return keys.values().stream().sorted(ORDER).limit(limit).toList();
  }

  int count(String state) {
    return (int) keys.values().stream().filter(key -> key.state().equals(state)).count();
  }

  int blocked() {
    return (int) keys.values().stream().filter(KeyView::blocked).count();
  }

  int size() {
    return keys.values().size();
  }

  long dropped() {
    return keys.dropped();
  }
}
