package io.keyfuse.alerting.stream;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records for tests of the topology. */
final class StreamFixtures {
  private StreamFixtures() {}

  static Evidence theft(Credential key, Instant at) {
    return Evidence.newBuilder()
        .setEvidenceId("evidence@" + at)
        .setCredential(key)
        .setSignal(Signal.SPEND_BURST)
        .setCause(Cause.THEFT)
        .setState(EvidenceState.RAISED)
        .setProbability(0.97)
        .setEpisodeStartedAt(ResponseHarness.START)
        .setObservedAt(at)
        .setWindowMs(60_000)
        .setSpendNanos(50 * NanoUsd.PER_USD)
        .setExpectedNanos(NanoUsd.PER_USD)
        .setBurnNanosPerHour(3_000 * NanoUsd.PER_USD)
        .setFacts(List.of())
        .setSummary("Spend of $50.00 in a minute against $1.00 expected.")
        .build();
  }

  static CommandOutcome outcome(KillSwitchCommand command, OutcomeStatus status, Instant at) {
    return CommandOutcome.newBuilder()
        .setCommandId(command.getCommandId())
        .setIncidentId(command.getIncidentId())
        .setEpoch(command.getEpoch())
        .setCredential(command.getCredential())
        .setAction(command.getAction())
        .setStatus(status)
        .setReason(OutcomeReason.NONE)
        .setDetail("said by a test")
        .setBefore(Map.of())
        .setAfter(Map.of())
        .setAt(at)
        .build();
  }

  static ContextEvent inventory(@Nullable Credential key, Instant at) {
    return ContextEvent.newBuilder()
        .setContextId("context@" + at)
        .setKind(ContextKind.INVENTORY)
        .setScope(key == null ? "tenant/acme" : CredentialId.of(key))
        .setCredential(key)
        .setAt(at)
        .setAttributes(Map.of("project_id", "proj_a"))
        .setSource("test")
        .build();
  }
}
