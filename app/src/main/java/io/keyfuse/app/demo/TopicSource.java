package io.keyfuse.app.demo;

import java.util.Set;

/** Where the demo learns what Keyfuse says. */
@FunctionalInterface
interface TopicSource {
  /**
   * Follows the output topics until the result is closed.
   *
   * @param earlier gets what they hold already
   * @param live gets what comes from now on
   */
  Following follow(TopicListener earlier, TopicListener live);

  /** A following that is on. */
  interface Following extends AutoCloseable {
    /** Returns what could not be read, in a few sentences; empty when all could. */
    Set<String> troubles();

    @Override
    void close();
  }
}
