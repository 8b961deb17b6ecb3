package io.keyfuse.detectors.state;

import io.keyfuse.schemas.v1.UsageSource;

/** Who saw the usage. The same traffic shows on both sides, so the sides are never added up. */
public enum Side {
  /** The owner's own applications or gateway. */
  TELEMETRY(0),
  /** The provider's usage report; a bill is of this side too, where it is compared. */
  PROVIDER(1);

  private final int place;

  Side(int place) {
    this.place = place;
  }

  /** Returns its place in the stored layout. */
  int place() {
    return place;
  }

  /** Returns the side of a source; an unspecified source counts as telemetry. */
  public static Side of(UsageSource source) {
    return source == UsageSource.PROVIDER_USAGE || source == UsageSource.BILLING_EXPORT
        ? PROVIDER
        : TELEMETRY;
  }
}
