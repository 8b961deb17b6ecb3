package io.keyfuse.bench.decision;

/**
 * What the decision benchmark plays.
 *
 * @param rate events a second, whatever is still unanswered
 * @param keys credentials of the background traffic
 * @param victims credentials with one deciding event each
 * @param seconds length of the measured run
 * @param threads stream threads
 * @param seed of traffic and times
 */
record DecisionPlan(int rate, int keys, int victims, int seconds, int threads, long seed) {
  /** Traffic before the first deciding event, so that nothing is measured cold. */
  static final int LEAD_SECONDS = 20;

  DecisionPlan {
    if (victims > (long) rate * seconds) {
      throw new IllegalArgumentException("victims: there are fewer events than victims");
    }
  }

  /** Returns how many events one run has. */
  int events() {
    return rate * (LEAD_SECONDS + seconds);
  }
}
