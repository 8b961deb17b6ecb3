package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.KeyState;

/**
 * Where the key stands by what executors reported.
 *
 * @param state the strongest state in force
 * @param epoch epoch of the command that led here; 0 for none
 * @param incidentId incident that led here; empty for none
 */
public record KeyStanding(KeyState state, long epoch, String incidentId) {
  /** In use, nothing open. */
  public static final KeyStanding ACTIVE = new KeyStanding(KeyState.ACTIVE, 0, "");
}
