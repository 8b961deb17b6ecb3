package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as Keyfuse would publish them. */
final class Records {
  static final Instant AT = Instant.parse("2026-11-23T16:21:04Z");

  private Records() {}

  static Alert alert(Credential credential, IncidentState state) {
    return Alert.newBuilder()
        .setAlertId("alert-1")
        .setIncidentId("incident-1")
        .setTransition(0)
        .setState(state)
        .setSeverity(Severity.CRITICAL)
        .setCredential(credential)
        .setTenant("acme")
        .setCause(Cause.THEFT)
        .setOpenedAt(AT)
        .setAt(AT)
        .setSpendNanos(2_810_000_000L)
        .setBurnNanosPerHour(412_000_000_000L)
        .setSummary("spend 1,200 times above this key's own baseline")
        .setEvidence(List.of(evidence(credential)))
        .build();
  }

  static Evidence evidence(Credential credential) {
    return Evidence.newBuilder()
        .setEvidenceId("evidence-1")
        .setCredential(credential)
        .setSignal(Signal.SPEND_BURST)
        .setCause(Cause.THEFT)
        .setProbability(0.9987)
        .setEpisodeStartedAt(AT)
        .setObservedAt(AT)
        .setWindowMs(60_000)
        .setSpendNanos(2_810_000_000L)
        .setExpectedNanos(2_400_000L)
        .setBurnNanosPerHour(412_000_000_000L)
        .setRequestCount(2)
        .setTokenCount(541_000)
        .setFacts(List.of(new Fact("spend_1m_usd", "2.81", 6.2), new Fact("owner", "seen", -0.5)))
        .setSummary("burst")
        .build();
  }

  static KillSwitchCommand command(Credential credential) {
    return KillSwitchCommand.newBuilder()
        .setCommandId("9f31c0de-0000-5000-8000-000000000001")
        .setIncidentId("incident-1")
        .setRung(0)
        .setEpoch(1)
        .setCredential(credential)
        .setAction(CommandAction.SUSPEND)
        .setParameters(Map.of())
        .setReason("stolen key")
        .setEvidenceDigest("00")
        .setIssuedAt(AT)
        .setExpiresAt(AT.plusSeconds(900))
        .setPolicy("demo")
        .build();
  }

  static CommandOutcome outcome(Credential credential, OutcomeStatus status) {
    return CommandOutcome.newBuilder()
        .setCommandId("9f31c0de-0000-5000-8000-000000000001")
        .setIncidentId("incident-1")
        .setEpoch(1)
        .setCredential(credential)
        .setAction(CommandAction.SUSPEND)
        .setStatus(status)
        .setDetail("the key is inactive")
        .setAttempt(1)
        .setHttpStatus(200)
        .setProviderLatencyMs(23L)
        .setBefore(Map.of("status", "active"))
        .setAfter(Map.of("status", "inactive"))
        .setAt(AT)
        .build();
  }

  static SpendWindow minute(Credential credential, Instant start, long telemetryNanos) {
    SpendTotals telemetry = SpendTotals.newBuilder().setCostNanos(telemetryNanos).build();
    return SpendWindow.newBuilder()
        .setCredential(credential)
        .setWindowStart(start)
        .setWidthMs(60_000)
        .setTelemetry(telemetry)
        .setProvider(SpendTotals.newBuilder().build())
        .setSpendNanos(telemetryNanos)
        .setClosedAt(start.plusSeconds(60))
        .build();
  }
}
