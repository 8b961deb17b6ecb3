package io.keyfuse.app.demo;

import java.time.Instant;
import java.util.Arrays;

/** Scenarios of tests. */
final class Stories {
  static final long SEED = 20_261_123L;
  static final Instant BASE = Instant.parse("2026-11-23T16:20:37.123Z");

  private Stories() {}

  static Scenario scenario() {
    byte[] root = new byte[32];
    Arrays.fill(root, (byte) 7);
    return Scenario.begin(SEED, BASE, root);
  }

  static Story story() {
    return Story.of(scenario());
  }
}
