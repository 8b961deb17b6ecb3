package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.UsageBins;
import io.keyfuse.detectors.state.UsageProfile;

/**
 * SHAPE: input and output tokens per call that the owner's calls do not have. Nats are the sum of
 * both {@link io.keyfuse.detectors.state.Histogram#strangeness}, each −1 to {@value #MOST}: calls
 * that look usual say little for the owner, because a thief may make the same. Stateless and
 * thread-safe.
 */
final class ShapeAspect {
  private static final double LEAST = -1;
  private static final double MOST = 5;

  private ShapeAspect() {}

  static double nats(UsageProfile profile, Amounts amounts) {
    return limited(profile.input().strangeness(input(amounts)))
        + limited(profile.output().strangeness(output(amounts)));
  }

  static void vote(UsageProfile profile, Amounts amounts) {
    profile.input().vote(input(amounts));
    profile.output().vote(output(amounts));
  }

  /** Returns the bin of input tokens per call. */
  static int input(Amounts amounts) {
    return UsageBins.perCall(amounts.inputTokens(), amounts.requests());
  }

  /** Returns the bin of output tokens per call. */
  static int output(Amounts amounts) {
    return UsageBins.perCall(amounts.outputTokens(), amounts.requests());
  }

  private static double limited(double nats) {
    return Math.max(LEAST, Math.min(MOST, nats));
  }
}
