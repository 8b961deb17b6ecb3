package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Ownership;

/**
 * DARK: a provider report that no telemetry covers, of a key whose telemetry usually covers them.
 * Nats are {@code ln(0.9/p)} with the key's usual share {@code p} of dark reports, at least 0.
 * Whether telemetry is alive does not matter here: an outage of telemetry makes dark reports, but
 * they look like the owner's in all other aspects. Stateless and thread-safe.
 */
final class DarkAspect {
  private static final double THEFT = 0.9;

  private DarkAspect() {}

  static double nats(Ownership own, Match match) {
    return match == Match.DARK ? Math.max(0, Math.log(THEFT / own.usualDark())) : 0;
  }
}
