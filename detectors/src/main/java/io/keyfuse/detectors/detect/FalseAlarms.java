package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.OwnershipConfig;
import io.keyfuse.detectors.state.ForeignTally;
import io.keyfuse.detectors.state.PaneWidth;

/**
 * The threshold of a CUSUM of log-likelihood ratios, in nats: {@code h = ln(T · r)} with the mean
 * time between false alarms {@code T} in days and {@code r} reports of the key per day. Where the
 * ratios are true, the sum of one report after the other passes {@code h} by chance at most every
 * {@code e^h} reports (Lorden 1971: the mean time between false alarms of Page's test is at least
 * {@code e^h} steps). The ratios rest on the key's own histograms, so the promise is to be checked
 * on benign traffic. Stateless and thread-safe.
 */
final class FalseAlarms {
  private static final double LEAST_PER_DAY = 10;

  private FalseAlarms() {}

  /** Returns the threshold for the key. */
  static double nats(OwnershipConfig config, Moment moment, ForeignTally tally) {
    double dayMs = PaneWidth.DAY.ms();
    double days = Math.max(1, (moment.atMs() - moment.state().firstAtMs()) / dayMs);
    double perDay = Math.max(LEAST_PER_DAY, tally.judged() / days);
    return Math.log(config.meanTimeBetweenFalseAlarms().toMillis() / dayMs * perDay);
  }
}
