package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * CLIENT: telemetry with a user agent that the owner does not use, or without a user where the
 * owner names one. Nats are the sum of both {@link
 * io.keyfuse.detectors.state.NameVotes#strangeness}, each at most {@value ModelAspect#MOST}.
 * Stateless and thread-safe.
 */
final class ClientAspect {
  private static final double AGENTS = 50;
  private static final int NAMED = 1;
  private static final int NAMELESS = 0;

  private ClientAspect() {}

  static double nats(UsageProfile profile, UsageEvent event) {
    String agent = event.getUserAgent();
    double nats = Math.min(ModelAspect.MOST, profile.users().strangeness(user(event), 2));
    if (agent == null) {
      return nats;
    }
    return nats
        + Math.min(ModelAspect.MOST, profile.agents().strangeness(agent.hashCode(), AGENTS));
  }

  static boolean isNew(UsageProfile profile, UsageEvent event) {
    String agent = event.getUserAgent();
    return agent != null && !profile.agents().knows(agent.hashCode());
  }

  static void vote(UsageProfile profile, UsageEvent event) {
    String agent = event.getUserAgent();
    if (agent != null) {
      profile.agents().vote(agent.hashCode());
    }
    profile.users().vote(user(event));
  }

  private static int user(UsageEvent event) {
    return event.getUser() == null ? NAMELESS : NAMED;
  }
}
