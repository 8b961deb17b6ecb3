package io.keyfuse.schemas.document;

import static io.keyfuse.schemas.document.UsageExamples.FOUND;
import static io.keyfuse.schemas.document.UsageExamples.KEY;
import static io.keyfuse.schemas.document.UsageExamples.MINUTE;

import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyMatch;
import io.keyfuse.schemas.v1.PolicyMode;
import io.keyfuse.schemas.v1.PolicyRung;
import io.keyfuse.schemas.v1.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What Keyfuse did about the key of {@link UsageExamples}. */
final class ResponseExamples {
  private static final String INCIDENT = "5f0a3f0e-98b4-5d43-8f1d-6f3b0a6f2f5b";
  private static final String COMMAND = NameUuid.of("command", INCIDENT, "0");
  private static final String DIGEST =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final String POLICY = "staging";
  private static final Instant ISSUED = FOUND.plusMillis(35);
  private static final Instant APPLIED = ISSUED.plusMillis(612);

  private ResponseExamples() {}

  static Policy policy() {
    return Policy.newBuilder()
        .setName(POLICY)
        .setVersion(3)
        .setMode(PolicyMode.ENFORCE)
        .setMatch(PolicyMatch.newBuilder().setKeys(List.of("openai:proj_k2V9hT:*")).build())
        .setProtectedKeys(List.of("openai:proj_prod:key_checkout"))
        .setLadder(
            List.of(
                new PolicyRung(CommandAction.SUSPEND, 0L, 0.9, Map.of()),
                new PolicyRung(CommandAction.REVOKE, 300_000L, 0.99, Map.of())))
        .build();
  }

  static Alert alert() {
    return Alert.newBuilder()
        .setAlertId(NameUuid.of("alert", INCIDENT, "0"))
        .setIncidentId(INCIDENT)
        .setTransition(0)
        .setState(IncidentState.OPEN)
        .setSeverity(Severity.CRITICAL)
        .setCredential(KEY)
        .setTenant("acme")
        .setCause(Cause.THEFT)
        .setOpenedAt(FOUND)
        .setAt(FOUND)
        .setSpendNanos(NanoUsd.ofUsd("20.60"))
        .setBurnNanosPerHour(NanoUsd.ofUsd("1236"))
        .setSummary("Spent $20.60 in one minute where $0.04 is usual.")
        .setEvidence(List.of(UsageExamples.evidence()))
        .build();
  }

  static Decision decision() {
    return Decision.newBuilder()
        .setDecisionId(NameUuid.of("decision", INCIDENT, "0"))
        .setIncidentId(INCIDENT)
        .setSequence(0)
        .setCredential(KEY)
        .setAt(FOUND)
        .setStage("ladder")
        .setReason(DecisionReason.COMMANDED)
        .setDetail("Rung 0 asks for SUSPEND from probability 0.9.")
        .setAction(CommandAction.SUSPEND)
        .setCommandId(COMMAND)
        .setPolicy(POLICY)
        .setEvidenceDigest(DIGEST)
        .build();
  }

  static KillSwitchCommand command() {
    return KillSwitchCommand.newBuilder()
        .setCommandId(COMMAND)
        .setIncidentId(INCIDENT)
        .setRung(0)
        .setEpoch(7)
        .setCredential(KEY)
        .setTenant("acme")
        .setAction(CommandAction.SUSPEND)
        .setParameters(Map.of("project_id", "proj_k2V9hT"))
        .setReason("Spent $20.60 in one minute where $0.04 is usual.")
        .setEvidenceDigest(DIGEST)
        .setIssuedAt(ISSUED)
        .setExpiresAt(ISSUED.plus(Duration.ofMinutes(15)))
        .setPolicy(POLICY)
        .setPolicyVersion(3)
        .build();
  }

  static CommandOutcome outcome() {
    return CommandOutcome.newBuilder()
        .setCommandId(COMMAND)
        .setIncidentId(INCIDENT)
        .setEpoch(7)
        .setCredential(KEY)
        .setAction(CommandAction.SUSPEND)
        .setStatus(OutcomeStatus.APPLIED)
        .setDetail("The key is blocked and a read-back agrees.")
        .setAttempt(1)
        .setHttpStatus(200)
        .setProviderRequestId("req_4f1c2a9b7d")
        .setProviderLatencyMs(548L)
        .setBefore(Map.of("status", "active"))
        .setAfter(Map.of("status", "inactive"))
        .setAt(APPLIED)
        .build();
  }

  static KeyStatus keyStatus() {
    return KeyStatus.newBuilder()
        .setCredential(KEY)
        .setState(KeyState.SUSPENDED)
        .setSince(APPLIED)
        .setReason("Suspended for spend since " + MINUTE + ".")
        .setEpoch(7)
        .setIncidentId(INCIDENT)
        .setCommandId(COMMAND)
        .build();
  }
}
