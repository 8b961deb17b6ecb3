package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.FleetWarning;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.UsageShape;
import io.keyfuse.schemas.v1.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * FLEET: calls that look like those of somebody who robs several other keys at this time, see
 * {@link FleetMonitor}: {@value #ROBBED} nats, else 0. Only what is unlike the owner's anyway is
 * ever told to the fleet. Stateless and thread-safe.
 */
final class FleetAspect {
  static final double ROBBED = 5;

  private FleetAspect() {}

  static double nats(Ownership own, Amounts amounts, TokenCounts tokens, long atMs) {
    @Nullable FleetWarning warning = own.warning();
    return warning != null && warning.isAbout(UsageShape.of(amounts, tokens), atMs) ? ROBBED : 0;
  }
}
