package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.UsageBins;
import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.schemas.v1.TokenCounts;

/**
 * CACHE: a share of cached input that the owner's calls do not have; a thief's prompts are not in
 * the owner's cache. Nats are {@link io.keyfuse.detectors.state.Histogram#strangeness} against a
 * thief without any cached input in {@value #UNCACHED} of the reports, −2 to 4. Stateless and
 * thread-safe.
 */
final class CacheAspect {
  private static final double UNCACHED = 0.8;
  private static final double LEAST = -2;
  private static final double MOST = 4;

  private CacheAspect() {}

  static double nats(UsageProfile profile, TokenCounts tokens) {
    int share = share(tokens);
    double theft = share == 0 ? UNCACHED : (1 - UNCACHED) / (UsageBins.SHARE - 1);
    return Math.max(LEAST, Math.min(MOST, profile.cached().strangeness(share, theft)));
  }

  static void vote(UsageProfile profile, TokenCounts tokens) {
    profile.cached().vote(share(tokens));
  }

  private static int share(TokenCounts tokens) {
    return UsageBins.share(tokens.getCachedRead(), tokens.getInput());
  }
}
