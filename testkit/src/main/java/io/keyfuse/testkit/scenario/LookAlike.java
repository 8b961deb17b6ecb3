package io.keyfuse.testkit.scenario;

import java.util.List;

/**
 * Harmless use that resembles theft. Immutable.
 *
 * @param kind the catalogue's name, such as {@code B4}
 */
record LookAlike(String kind, List<KeyPlan> keys, Span span) {
  /** A runaway agent is no theft, yet nobody minds when it is stopped. */
  boolean gray() {
    return kind.equals("B8");
  }
}
