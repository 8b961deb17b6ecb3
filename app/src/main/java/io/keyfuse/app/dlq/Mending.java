package io.keyfuse.app.dlq;

import org.jspecify.annotations.Nullable;

/** What became of a letter that is to go back to its topic. */
public sealed interface Mending {
  /** A record that intake would take now. */
  final class Ready implements Mending {
    private final byte @Nullable [] key;
    private final byte[] value;

    Ready(byte @Nullable [] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    byte @Nullable [] key() {
      return key;
    }

    byte[] value() {
      return value;
    }
  }

  /**
   * Nothing that could go back.
   *
   * @param why names the fault and what helps; never holds a secret
   */
  record Refused(String why) implements Mending {}
}
