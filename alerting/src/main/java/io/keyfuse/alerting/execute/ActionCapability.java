package io.keyfuse.alerting.execute;

import java.time.Duration;
import java.util.List;

/**
 * How an executor does one action.
 *
 * @param scope how much the action hits
 * @param reversible true when a RESTORE can undo it
 * @param expectedLag how long calls of the key may still succeed after the provider accepted
 * @param coordinates what the command must carry
 */
public record ActionCapability(
    Scope scope, boolean reversible, Duration expectedLag, List<Coordinate> coordinates) {
  /** Copies the list. */
  public ActionCapability {
    coordinates = List.copyOf(coordinates);
  }

  /** How much an action hits. */
  public enum Scope {
    /** Only the key. */
    KEY,
    /** Every key of the key's project. */
    PROJECT,
    /** At most every caller of the key's user, role or account, as the command asks. */
    ACCOUNT
  }
}
