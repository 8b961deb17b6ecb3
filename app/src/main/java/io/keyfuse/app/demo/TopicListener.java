package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;

/** Follows the topics that anyone may subscribe to. Called by one thread; must not block. */
interface TopicListener {
  /** An incident changed. */
  default void onAlert(Alert alert) {}

  /**
   * A command was issued.
   *
   * @param signer name of the signing key, or empty when the record carries no signature
   */
  default void onCommand(KillSwitchCommand command, String signer) {}

  /** A command went one step on. */
  default void onOutcome(CommandOutcome outcome) {}

  /** A spend window closed or was corrected. */
  default void onSpend(SpendWindow window) {}
}
