package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.KillSwitchCommand;

/** What the desk says about one credential, in the order in which it happened. */
public sealed interface DeskOutput {
  /** An incident changed its state. */
  record AlertRaised(Alert alert) implements DeskOutput {}

  /** A command is to be signed and sent. */
  record CommandIssued(KillSwitchCommand command) implements DeskOutput {}

  /** The key stands elsewhere now. */
  record KeyChanged(KeyStatus status) implements DeskOutput {}

  /** Something was decided, perhaps to do nothing. */
  record Decided(Decision decision) implements DeskOutput {}

  /** The desk's own judgement of a command: VERIFIED or LEAKING. */
  record OutcomeJudged(CommandOutcome outcome) implements DeskOutput {}
}
