package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.Severity;

/** Layout 1 of one incident inside the desk's state. Stateless and thread-safe. */
final class IncidentLayout {
  private IncidentLayout() {}

  static void write(StateWriter out, Incident incident) {
    out.text(incident.origin().id());
    out.symbol(incident.origin().cause());
    out.time(incident.origin().episodeStartedAt());
    out.time(incident.origin().openedAt());
    write(out, incident.progress());
    out.text(incident.owner().tenant());
    out.text(incident.owner().project());
    out.text(incident.owner().feature());
    write(out, incident.dossier());
    out.list(incident.attempts(), attempt -> write(out, attempt));
    out.number(incident.trail().sequence());
    out.symbol(incident.trail().reason());
    out.number(incident.trail().rung());
    out.number(incident.trail().idle());
  }

  static Incident read(StateReader in) {
    return new Incident(
        new Incident.Origin(in.text(), in.symbol(Cause.class), in.time(), in.time()),
        progress(in),
        new Owner(in.textOrNull(), in.textOrNull(), in.textOrNull()),
        dossier(in),
        in.list(() -> attempt(in)),
        new Trail(in.count(), in.symbol(DecisionReason.class), in.count(), in.count()));
  }

  private static void write(StateWriter out, Progress progress) {
    out.symbol(progress.phase());
    out.number(progress.transition());
    out.symbol(progress.severity());
    out.number(progress.alertedNanos());
    out.time(progress.touchedAt());
    out.time(progress.recheckAt());
  }

  private static Progress progress(StateReader in) {
    return new Progress(
        in.symbol(IncidentState.class),
        in.count(),
        in.symbol(Severity.class),
        in.number(),
        in.time(),
        in.time());
  }

  private static void write(StateWriter out, Dossier dossier) {
    out.list(dossier.evidence(), evidence -> EvidenceLayout.write(out, evidence));
    out.time(dossier.lastObservedAt());
    out.list(dossier.recentIds(), out::number);
    write(out, dossier.burst());
    write(out, dossier.leak());
  }

  private static Dossier dossier(StateReader in) {
    return new Dossier(
        in.list(() -> EvidenceLayout.read(in)),
        in.time(),
        in.list(in::number),
        account(in),
        account(in));
  }

  private static void write(StateWriter out, SpendAccount account) {
    out.time(account.from());
    out.time(account.to());
    out.number(account.currentNanos());
    out.number(account.frozenNanos());
  }

  private static SpendAccount account(StateReader in) {
    return new SpendAccount(in.time(), in.time(), in.number(), in.number());
  }

  private static void write(StateWriter out, Attempt attempt) {
    out.number(attempt.rung());
    out.symbol(attempt.action());
    out.text(attempt.order().commandId());
    out.number(attempt.order().epoch());
    out.flag(attempt.order().dryRun());
    out.time(attempt.order().issuedAt());
    out.time(attempt.order().expiresAt());
    out.symbol(attempt.status());
    out.time(attempt.proof().settledAt());
    out.time(attempt.proof().holdsFrom());
    out.time(attempt.proof().dueAt());
  }

  private static Attempt attempt(StateReader in) {
    return new Attempt(
        in.count(),
        in.symbol(CommandAction.class),
        new Attempt.Order(in.text(), in.number(), in.flag(), in.time(), in.time()),
        in.symbol(AttemptStatus.class),
        new Attempt.Proof(in.time(), in.time(), in.time()));
  }
}
