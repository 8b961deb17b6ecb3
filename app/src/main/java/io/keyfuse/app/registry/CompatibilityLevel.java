package io.keyfuse.app.registry;

import java.util.Locale;

/** Confluent's levels: which readers must understand which writers. */
enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOld;
  private final boolean readByOld;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
    this.readsOld = readsOld;
    this.readByOld = readByOld;
    this.transitive = transitive;
  }

  /** Returns true when a new schema must read what older ones wrote. */
  boolean readsOld() {
    return readsOld;
  }

  /** Returns true when older schemas must read what a new one writes. */
  boolean readByOld() {
    return readByOld;
  }

  /** Returns true when all older versions count, not only the latest. */
  boolean transitive() {
    return transitive;
  }

  /** Reads a level in any case. */
  static CompatibilityLevel of(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RegistryFault.invalidLevel();
    }
  }
}
