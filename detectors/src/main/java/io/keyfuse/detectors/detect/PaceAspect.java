package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.UsageBins;
import io.keyfuse.detectors.state.UsageProfile;

/**
 * PACE: calls per minute and model, in the provider's report, that the owner does not make. Nats
 * are {@link io.keyfuse.detectors.state.Histogram#strangeness}, −2 to 3: a launch or a batch has
 * another pace as well, so that it only adds to what else is strange. Stateless and thread-safe.
 */
final class PaceAspect {
  private static final double LEAST = -2;
  private static final double MOST = 3;

  private PaceAspect() {}

  static double nats(UsageProfile profile, Amounts amounts) {
    double nats = profile.calls().strangeness(UsageBins.logarithm((double) amounts.requests()));
    return Math.max(LEAST, Math.min(MOST, nats));
  }

  static void vote(UsageProfile profile, Amounts amounts) {
    profile.calls().vote(UsageBins.logarithm((double) amounts.requests()));
  }
}
