package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyRung;
import io.keyfuse.schemas.v1.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes the command of a rung that every stage let through. Stateless and thread-safe. */
final class CommandIssuer {
  void issue(Docket docket, Incident incident, DecisionContext context) {
    Policy policy = context.requirePolicy();
    PolicyRung rung = policy.getLadder().get(context.rung());
    Attempt attempt = attempt(docket, incident, context);
    String why = why(incident);
    docket.say(
        new DeskOutput.CommandIssued(
            KillSwitchCommand.newBuilder()
                .setCommandId(attempt.order().commandId())
                .setIncidentId(incident.id())
                .setRung(attempt.rung())
                .setEpoch(attempt.order().epoch())
                .setCredential(docket.credential())
                .setTenant(incident.owner().tenant())
                .setAction(rung.getAction())
                .setParameters(parameters(docket.inventory(), rung))
                .setReason(why)
                .setEvidenceDigest(EvidenceDigest.of(incident.dossier().evidence()))
                .setIssuedAt(attempt.order().issuedAt())
                .setExpiresAt(attempt.order().expiresAt())
                .setPolicy(policy.getName())
                .setPolicyVersion(policy.getVersion())
                .setDryRun(context.dryRun())
                .setApprovals(List.of())
                .build()));
    tell(
        docket,
        incident.with(attempt),
        new Ruling(
            "issue",
            context.dryRun() ? DecisionReason.COMMANDED_DRY_RUN : DecisionReason.COMMANDED,
            why,
            context.rung(),
            policy.getName(),
            attempt));
  }

  private static Attempt attempt(Docket docket, Incident incident, DecisionContext context) {
    Policy policy = context.requirePolicy();
    String rung = Integer.toString(context.rung());
    String id =
        context.dryRun()
            ? NameUuid.of("command", incident.id(), rung, "dry-run")
            : NameUuid.of("command", incident.id(), rung);
    Attempt.Order order =
        new Attempt.Order(
            id,
            docket.nextEpoch(),
            context.dryRun(),
            docket.now(),
            docket.now().plusMillis(policy.getCommandTtlMs()));
    return new Attempt(
        context.rung(),
        policy.getLadder().get(context.rung()).getAction(),
        order,
        AttemptStatus.ISSUED,
        Attempt.Proof.NONE);
  }

  /** A higher rung is an escalation that somebody should hear of. */
  private static void tell(Docket docket, Incident incident, Ruling ruling) {
    Incident decided = docket.acted(incident, ruling);
    if (ruling.rung() > 0) {
      docket.alert(
          decided,
          new AlertLine(
              IncidentState.ESCALATED,
              Severity.CRITICAL,
              "Rung " + ruling.rung() + " of policy " + ruling.policy() + ": " + ruling.detail(),
              ruling.attempt() == null ? null : ruling.attempt().order().commandId()));
    }
  }

  /** The policy's limits win over inventory. */
  private static Map<String, String> parameters(Inventory inventory, PolicyRung rung) {
    Map<String, String> all = new TreeMap<>(inventory.coordinates());
    all.putAll(rung.getParameters());
    return all;
  }

  private static String why(Incident incident) {
    String strongest =
        incident.dossier().standing().stream().findFirst().map(e -> e.getSummary()).orElse("");
    return TrimmedEvidence.cut(
        String.format(
            Locale.ROOT,
            "%s at probability %.3f: %s",
            incident.cause(),
            incident.dossier().probability(),
            strongest),
        512);
  }
}
