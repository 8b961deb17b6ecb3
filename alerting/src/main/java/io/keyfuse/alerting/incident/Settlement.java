package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What time does to an incident: commands run out, quiet is proved, incidents close. Thread-safe;
 * the docket is not.
 */
final class Settlement {
  private final DeskConfig config;
  private final QuietTimes quiet;

  Settlement(DeskConfig config, QuietTimes quiet) {
    this.config = config;
    this.quiet = quiet;
  }

  /** Gives up commands that nobody answered in their lifetime and the provider's lag after it. */
  void expire(Docket docket, Incident incident) {
    Duration lag = config.lagOf(docket.credential().getProvider());
    for (Attempt attempt : incident.attempts()) {
      Instant end = attempt.order().expiresAt().plus(lag);
      if (attempt.status().isInFlight() && !docket.now().isBefore(end)) {
        OutcomeIntake.fail(
            docket,
            docket.incident(incident.cause()).orElse(incident),
            attempt,
            "no executor answered before the command ran out; is the executor role running?");
      }
    }
  }

  /** States VERIFIED when the time of proof went by without usage. */
  void verify(Docket docket, Incident incident) {
    Optional<Attempt> unproved = incident.effective().filter(a -> a.status().isUnproved());
    if (unproved.isEmpty()
        || incident.isInFlight()
        || docket.now().isBefore(unproved.get().proof().dueAt())) {
      return;
    }
    Attempt verified = unproved.get().with(AttemptStatus.VERIFIED);
    String told = "No usage since " + verified.action() + " took hold: the key is quiet.";
    Incident next = docket.keep(incident.with(verified));
    docket.say(
        Judgement.of(
            docket,
            next,
            verified,
            new Judgement.Say(OutcomeStatus.VERIFIED, OutcomeReason.NONE, told)));
    Incident decided =
        docket.acted(
            next,
            new Ruling(
                "verify", DecisionReason.VERIFIED_QUIET, told, verified.rung(), "", verified));
    docket.alert(
        decided,
        new AlertLine(IncidentState.VERIFIED, Severity.INFO, told, verified.order().commandId()));
  }

  /** Closes when nothing is pending and quiet is proved, or the evidence passed or fell silent. */
  void close(Docket docket, Incident incident) {
    if (incident.isPending() || docket.now().isBefore(overAt(docket, incident))) {
      return;
    }
    String told =
        isVerified(incident) ? "The key is quiet." : "The evidence passed or fell silent.";
    Incident decided =
        docket.acted(
            incident, new Ruling("close", DecisionReason.INCIDENT_CLOSED, told, -1, "", null));
    Incident closed =
        docket.alert(decided, new AlertLine(IncidentState.CLOSED, Severity.INFO, told, null));
    docket.keep(
        closed.with(closed.dossier().closed()).with(closed.progress().recheck(Progress.NEVER)));
    boolean watched =
        docket.incidents().stream().anyMatch(i -> i.isOpen() && Causes.isActionable(i.cause()));
    if (!watched && docket.key().state() == KeyState.WATCHED) {
      docket.moveKey(KeyState.ACTIVE, "No incident is open.", closed, null);
    }
  }

  /** Returns when time alone moves the incident next; {@link Progress#NEVER} for never. */
  Instant dueAt(Docket docket, Incident incident) {
    if (!incident.isOpen()) {
      return Progress.NEVER;
    }
    Duration lag = config.lagOf(docket.credential().getProvider());
    Instant due = incident.progress().recheckAt();
    for (Attempt attempt : incident.attempts()) {
      if (attempt.status().isInFlight()) {
        due = earlier(due, attempt.order().expiresAt().plus(lag));
      }
    }
    if (incident.isInFlight()) {
      return due;
    }
    return earlier(
        due,
        incident
            .effective()
            .filter(a -> a.status().isUnproved())
            .map(a -> a.proof().dueAt())
            .orElseGet(() -> overAt(docket, incident)));
  }

  private Instant overAt(Docket docket, Incident incident) {
    if (isVerified(incident) || !incident.dossier().hasRaised()) {
      return Instant.EPOCH;
    }
    Duration silence = quiet.of(incident, docket.credential());
    return incident
        .progress()
        .touchedAt()
        .plus(silence.compareTo(config.silence()) > 0 ? silence : config.silence());
  }

  private static boolean isVerified(Incident incident) {
    return incident.progress().phase() == IncidentState.VERIFIED;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
