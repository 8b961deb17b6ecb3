package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published in one transaction with the offsets.
 *
 * @param source the command's record
 * @param outcome null where not even the credential of a rejected record is known
 * @param run the command; null for a rejected record
 * @param rejected the record, where it was rejected
 */
record Publication(
    CommandSource source,
    @Nullable CommandOutcome outcome,
    @Nullable CommandRun run,
    Intake.@Nullable Rejected rejected) {

  /** Returns true when the command's record is finished with it. */
  boolean isFinal() {
    OutcomeStatus status = status();
    return status != OutcomeStatus.ATTEMPTING && status != OutcomeStatus.RETRYING;
  }

  boolean isIntent() {
    return status() == OutcomeStatus.ATTEMPTING;
  }

  private OutcomeStatus status() {
    return outcome == null ? OutcomeStatus.REFUSED : outcome.getStatus();
  }

  /** Tells a crash hook, where there is a command to name. */
  void reached(CrashPoints hook, CrashPoint point) {
    CommandRun running = run;
    KillSwitchCommand command = running == null ? null : running.command();
    if (command != null) {
      hook.at(point, command);
    }
  }
}
