package io.keyfuse.alerting.incident;

/** What is known of a command that the desk issued. */
public enum AttemptStatus {
  /** Sent; nothing final heard. */
  ISSUED,
  /** The executor is at it, or waits for consents. */
  TRYING,
  /** The provider applied it; quiet is to be proved. */
  APPLIED,
  /** Usage went on after it should have taken hold; quiet is to be proved. */
  LEAKING,
  /** Quiet is proved. */
  VERIFIED,
  /** The executor only said what it would do. */
  DRY_RUN,
  /** Refused, failed or never answered. */
  FAILED;

  boolean isInFlight() {
    return this == ISSUED || this == TRYING;
  }

  boolean isUnproved() {
    return this == APPLIED || this == LEAKING;
  }

  boolean hasTakenEffect() {
    return this == APPLIED || this == LEAKING || this == VERIFIED;
  }
}
