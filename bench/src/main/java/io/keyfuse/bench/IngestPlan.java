package io.keyfuse.bench;

/**
 * What the ingest benchmark plays.
 *
 * @param events records posted in each run, in batches
 * @param batch records of one request
 * @param clients requests under way at the same time
 * @param rows rows of the FOCUS file
 * @param seed of the load
 * @param pace of the paced run
 */
record IngestPlan(int events, int batch, int clients, int rows, long seed, Pace pace) {
  /**
   * A load that does not wait for answers.
   *
   * @param eventsPerSecond offered; 0 leaves the run out
   * @param seconds how long
   */
  record Pace(int eventsPerSecond, int seconds) {}

  /** Returns how many requests the paced run sends. */
  int pacedRequests() {
    return (int) Math.min(Integer.MAX_VALUE, (long) pace.eventsPerSecond * pace.seconds / batch);
  }

  /** Returns the time between two requests of the paced run. */
  long pacedGapNanos() {
    return 1_000_000_000L * batch / pace.eventsPerSecond;
  }

  int requests() {
    return Math.max(1, events / batch);
  }
}
