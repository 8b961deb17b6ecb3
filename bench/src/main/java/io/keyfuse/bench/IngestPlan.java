package io.keyfuse.bench;

/**
 * What the ingest benchmark plays.
 *
 * @param events records posted in each run, in batches
 * @param batch records of one request
 * @param clients requests under way at the same time
 * @param rows rows of the FOCUS file
 * @param seed of the load
 */
record IngestPlan(int events, int batch, int clients, int rows, long seed) {
  int requests() {
    return Math.max(1, events / batch);
  }
}
