package io.keyfuse.app.backtest;

import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Instant;
import java.util.Map;

/** Stands where the executors stand: says that a command was carried out. Stateless. */
final class PaperExecutor {
  private PaperExecutor() {}

  static CommandOutcome carryOut(KillSwitchCommand command, Instant now) {
    boolean dry = command.getDryRun();
    return CommandOutcome.newBuilder()
        .setCommandId(command.getCommandId())
        .setIncidentId(command.getIncidentId())
        .setEpoch(command.getEpoch())
        .setCredential(command.getCredential())
        .setAction(command.getAction())
        .setStatus(dry ? OutcomeStatus.DRY_RUN : OutcomeStatus.APPLIED)
        .setDetail("a back-test acts on paper only")
        .setAttempt(dry ? 0 : 1)
        .setBefore(Map.of())
        .setAfter(Map.of())
        .setAt(now)
        .build();
  }
}
