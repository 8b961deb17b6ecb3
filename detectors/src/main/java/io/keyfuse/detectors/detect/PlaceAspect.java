package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Side;
import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * PLACE: a region, or for telemetry a caller's network, that the owner does not use. Nats are the
 * larger {@link io.keyfuse.detectors.state.NameVotes#strangeness} of both, at most {@value
 * ModelAspect#MOST}: a move to another region changes both at once and counts once. Stateless and
 * thread-safe.
 */
final class PlaceAspect {
  private static final double REGIONS = 10;
  private static final double NETWORKS = 10_000;
  private static final int HALF_OF_IPV6 = 4;

  private PlaceAspect() {}

  static double nats(UsageProfile profile, UsageEvent event, Side side) {
    String region = event.getRegion();
    double nats = region == null ? 0 : profile.regions().strangeness(region.hashCode(), REGIONS);
    String address = event.getClientIp();
    if (side == Side.TELEMETRY && address != null) {
      nats = Math.max(nats, profile.networks().strangeness(network(address), NETWORKS));
    }
    return Math.min(ModelAspect.MOST, nats);
  }

  static boolean isNew(UsageProfile profile, UsageEvent event) {
    String address = event.getClientIp();
    return address != null && !profile.networks().knows(network(address));
  }

  static void vote(UsageProfile profile, UsageEvent event, Side side) {
    String region = event.getRegion();
    if (region != null) {
      profile.regions().vote(region.hashCode());
    }
    String address = event.getClientIp();
    if (side == Side.TELEMETRY && address != null) {
      profile.networks().vote(network(address));
    }
  }

  /** Hashes the first three numbers of IPv4, or the first half of IPv6, without a copy. */
  static int network(String address) {
    int end = address.lastIndexOf('.');
    if (end < 0) {
      end = address.length();
      int colons = 0;
      for (int i = 0; i < end; i++) {
        if (address.charAt(i) == ':' && ++colons == HALF_OF_IPV6) {
          end = i;
        }
      }
    }
    int hash = 0;
    for (int i = 0; i < end; i++) {
      hash = 31 * hash + address.charAt(i);
    }
    return hash;
  }
}
