package io.keyfuse.app.demo;

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

  /** Ends the following. */
  interface Following extends AutoCloseable {
    @Override
    void close();
  }
}
