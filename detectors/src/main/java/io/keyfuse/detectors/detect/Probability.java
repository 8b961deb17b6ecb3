package io.keyfuse.detectors.detect;

/** Turns a margin over a threshold into a probability. Stateless and thread-safe. */
final class Probability {
  /** Evidence is raised from this probability on. */
  static final double RAISE = 0.5;

  /** A trace above ln 9, so that rounding does not take the threshold itself below 0.9. */
  private static final double LOGIT_AT_THRESHOLD = Math.log(9) + 1e-9;

  private Probability() {}

  /** Returns the log odds of a probability, in nats. */
  static double nats(double probability) {
    return Math.log(probability / (1 - probability));
  }

  /** Returns the logistic of ln 9 plus the margin in nats: 0.9 at the threshold, rising with it. */
  static double ofMargin(double nats) {
    return 1 / (1 + Math.exp(-(LOGIT_AT_THRESHOLD + nats)));
  }
}
