package io.keyfuse.alerting.incident;

import java.util.List;

/**
 * All that the desk keeps of one credential. Bounded: one incident per cause, open or last closed.
 *
 * @param epoch highest epoch given to a command of the credential; 0 for none
 * @param key where the key stands
 * @param inventory its revoke coordinates
 * @param incidents at most one per cause, in the order of the causes
 */
public record DeskState(
    long epoch, KeyStanding key, Inventory inventory, List<Incident> incidents) {

  /** The state of a credential never heard of. */
  public static final DeskState EMPTY =
      new DeskState(0, KeyStanding.ACTIVE, Inventory.NONE, List.of());

  /** Copies the list. */
  public DeskState {
    incidents = List.copyOf(incidents);
  }
}
