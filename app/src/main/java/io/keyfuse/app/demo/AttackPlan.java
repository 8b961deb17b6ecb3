package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import java.time.Duration;

/** What a thief does with a key: the same calls for the same seed. Immutable and thread-safe. */
sealed interface AttackPlan permits ProbeThenBurst, ResaleFlood {
  /** Returns the scenario's short name, for example A4. */
  String id();

  /** Returns the act that the theft is played in. */
  Phase phase();

  /** Returns one line for a heading. */
  String title();

  /** Returns one line on what the thief does. */
  String story();

  /** Returns one line on how real time relates to the recorded attack. */
  String pace();

  /** Returns whose key is stolen. */
  Role victim();

  /** Returns the thief's call number {@code n}, from 0; there is no last one. */
  AttackCall call(int n);

  /** Returns the time between two calls as played. */
  Duration interval();

  /** Returns how many calls make one line on the screen. */
  int callsPerLine();

  /** Returns what the whole published attack would cost, nano-US-dollars. */
  long unstoppedNanos();

  /** Returns how the whole published attack is counted. */
  String unstoppedBasis();
}
