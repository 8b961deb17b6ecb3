package io.keyfuse.app.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting of all subjects that each subject may have its own of. Not thread-safe. */
final class ScopedSetting<T> {
  private final T initial;
  private final Map<String, T> own = new HashMap<>();
  private T global;

  ScopedSetting(T initial) {
    this.initial = initial;
    this.global = initial;
  }

  /** Sets the value of a subject, or of all with null; a null value takes it back. */
  void set(@Nullable String subject, @Nullable T value) {
    if (subject == null) {
      global = value == null ? initial : value;
    } else if (value == null) {
      own.remove(subject);
    } else {
      own.put(subject, value);
    }
  }

  T global() {
    return global;
  }

  Optional<T> own(String subject) {
    return Optional.ofNullable(own.get(subject));
  }

  void clear() {
    own.clear();
    global = initial;
  }
}
