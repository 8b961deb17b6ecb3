package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;

/**
 * What the spend of one window says about a burst, in nats.
 *
 * @param horizon the window
 * @param expectedUsd its usual spend
 * @param level how much it is above the usual level
 * @param levelThreshold how much it takes
 * @param largest how much it is above the largest windows of days
 * @param largestThreshold how much it takes
 */
record WindowScore(
    Horizon horizon,
    double expectedUsd,
    double level,
    double levelThreshold,
    double largest,
    double largestThreshold) {

  double largestMargin() {
    return largest - largestThreshold;
  }

  /** Returns the weaker answer. */
  double margin() {
    return Math.min(level - levelThreshold, largestMargin());
  }

  double probability() {
    return Probability.ofMargin(margin());
  }
}
