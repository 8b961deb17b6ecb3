package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** Writes outcomes. Thread-safe. */
final class Outcomes {
  private static final Set<OutcomeReason> NOT_EXECUTED =
      Set.of(
          OutcomeReason.MISSING_COORDINATE,
          OutcomeReason.NOT_REVERSIBLE,
          OutcomeReason.UNSUPPORTED_ACTION);

  private final InstantSource clock;

  Outcomes(InstantSource clock) {
    this.clock = clock;
  }

  /** The call is about to be made; carries what a RESTORE needs. */
  CommandOutcome attempting(CommandRun run) {
    return of(run, OutcomeStatus.ATTEMPTING, OutcomeReason.NONE, "about to call the provider")
        .setBefore(run.before())
        .build();
  }

  /** Refused, or a dry run. */
  CommandOutcome without(CommandRun run, OutcomeStatus status, OutcomeReason reason, String why) {
    return of(run, status, reason, why).build();
  }

  /** What a try at the provider led to. */
  CommandOutcome of(CommandRun run, ExecutionResult result) {
    CommandOutcome.Builder outcome;
    if (result instanceof ExecutionResult.Applied applied) {
      outcome = of(run, OutcomeStatus.APPLIED, OutcomeReason.NONE, applied.detail());
      outcome.setBefore(run.before()).setAfter(applied.after());
    } else if (result instanceof ExecutionResult.Already already) {
      outcome = of(run, OutcomeStatus.ALREADY, OutcomeReason.NONE, already.detail());
      outcome.setBefore(run.called() ? run.before() : already.state());
      outcome.setAfter(already.state());
    } else if (result instanceof ExecutionResult.Retry retry) {
      outcome = of(run, OutcomeStatus.RETRYING, retry.reason(), retry.detail());
      outcome.setBefore(run.before());
    } else {
      ExecutionResult.Failed failed = (ExecutionResult.Failed) result;
      boolean refused = NOT_EXECUTED.contains(failed.reason()) && !run.called();
      OutcomeStatus status = refused ? OutcomeStatus.REFUSED : OutcomeStatus.FAILED;
      outcome = of(run, status, failed.reason(), failed.detail()).setBefore(run.before());
    }
    ProviderTrace trace = result.trace();
    return outcome
        .setHttpStatus(trace.httpStatus())
        .setProviderRequestId(trace.requestId())
        .setProviderLatencyMs(trace.latencyMs())
        .build();
  }

  /**
   * A record that may not be believed. It gets an id of its own, made from its place, so that it
   * can never pass for the outcome of the command it claims to be.
   */
  CommandOutcome rejected(Intake.Rejected rejected, Credential credential) {
    CommandSource source = rejected.source();
    String place = source.partition() + "@" + source.offset();
    return CommandOutcome.newBuilder()
        .setCommandId(NameUuid.of("rejected-command", place))
        .setIncidentId("")
        .setEpoch(0)
        .setCredential(credential)
        .setAction(CommandAction.UNSPECIFIED)
        .setStatus(OutcomeStatus.REFUSED)
        .setReason(rejected.reason())
        .setDetail(rejected.detail() + " (" + place + ")")
        .setAt(now())
        .build();
  }

  private CommandOutcome.Builder of(
      CommandRun run, OutcomeStatus status, OutcomeReason reason, String detail) {
    KillSwitchCommand command = run.command();
    return CommandOutcome.newBuilder()
        .setCommandId(command.getCommandId())
        .setIncidentId(command.getIncidentId())
        .setEpoch(command.getEpoch())
        .setCredential(command.getCredential())
        .setAction(command.getAction())
        .setStatus(status)
        .setReason(reason)
        .setDetail(detail)
        .setAttempt(run.attempt())
        .setBefore(Map.of())
        .setAfter(Map.of())
        .setAt(now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
