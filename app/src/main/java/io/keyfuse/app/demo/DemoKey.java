package io.keyfuse.app.demo;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Credential;

/**
 * One key of the demo's company. Never holds the secret.
 *
 * @param index place in the fleet; seeds its randomness
 * @param role benign, or which attack steals it
 * @param credential public identity
 * @param owner whose it is
 * @param habit its normal day
 */
record DemoKey(int index, Role role, Credential credential, Owner owner, Habit habit) {

  /** What becomes of the key in the story. */
  enum Role {
    BENIGN,
    /** Stolen in scenario A4: a probe, then a long-context burst. */
    VICTIM_A4,
    /** Stolen in scenario A1: a resale flood. */
    VICTIM_A1
  }

  String id() {
    return CredentialId.of(credential);
  }
}
