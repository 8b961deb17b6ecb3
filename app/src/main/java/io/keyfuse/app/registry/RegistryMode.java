package io.keyfuse.app.registry;

import java.util.Locale;

/** Confluent's modes: what clients may change. */
enum RegistryMode {
  READWRITE,
  READONLY,
  /** Read-only for every subject, whatever its own mode. */
  READONLY_OVERRIDE,
  /** Only registrations that bring their id. */
  IMPORT;

  /** Returns true when schemas and levels stay as they are. */
  boolean readOnly() {
    return this == READONLY || this == READONLY_OVERRIDE;
  }

  /** Reads a mode in any case. */
  static RegistryMode of(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RegistryFault.invalidMode();
    }
  }
}
