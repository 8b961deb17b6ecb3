package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.ActionRank;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes evidence in: opens, reopens, strengthens or clears an incident. Repeats and late arrivals
 * change nothing but the money. Thread-safe; the docket is not.
 */
final class EvidenceIntake {
  private static final int GROWTH_TOLD = 10;

  private final DeskConfig config;
  private final QuietTimes quiet;
  private final LeakJudge leaks;

  EvidenceIntake(DeskConfig config, QuietTimes quiet) {
    this.config = config;
    this.quiet = quiet;
    this.leaks = new LeakJudge(quiet);
  }

  void accept(Docket docket, Evidence raw) {
    Evidence evidence = TrimmedEvidence.of(raw);
    Optional<Incident> home = home(docket, evidence);
    if (home.filter(i -> i.dossier().knows(evidence)).isPresent()) {
      return;
    }
    if (evidence.getState() == EvidenceState.CLEARED) {
      home.ifPresent(incident -> clear(docket, incident, evidence));
    } else if (home.isEmpty()) {
      open(docket, evidence);
    } else {
      raise(docket, home.get(), evidence);
    }
  }

  /** Usage after a block belongs to the incident that blocked, whatever its cause is called. */
  private static Optional<Incident> home(Docket docket, Evidence evidence) {
    if (evidence.getSignal() == Signal.USAGE_AFTER_BLOCK) {
      String blocker = docket.key().incidentId();
      Optional<Incident> blocked =
          docket.incidents().stream()
              .filter(i -> i.effective().filter(Attempt::blocksKey).isPresent())
              .min(Comparator.comparing(i -> !i.id().equals(blocker)));
      if (blocked.isPresent()) {
        return blocked;
      }
    }
    return docket.incident(evidence.getCause());
  }

  private static void clear(Docket docket, Incident incident, Evidence evidence) {
    if (incident.isOpen() && incident.dossier().stands(evidence)) {
      docket.keep(incident.with(incident.dossier().plus(evidence)));
    }
  }

  private void raise(Docket docket, Incident incident, Evidence evidence) {
    @Nullable Attempt block = incident.effective().filter(Attempt::blocksKey).orElse(null);
    boolean beforeBlock =
        block != null && !evidence.getObservedAt().isAfter(block.proof().holdsFrom());
    if (beforeBlock || incident.dossier().isStale(evidence)) {
      docket.keep(incident.with(incident.dossier().countedOnly(evidence)));
      return;
    }
    if (!incident.isOpen() && !belongs(docket, incident, evidence)) {
      open(docket, evidence);
      return;
    }
    Incident stronger = strengthen(docket, incident, evidence);
    if (block != null && evidence.getSignal() == Signal.USAGE_AFTER_BLOCK) {
      leaks.judge(docket, stronger, block);
    }
  }

  /** A closed incident goes on when its block is in force, or its last evidence is recent. */
  private boolean belongs(Docket docket, Incident closed, Evidence evidence) {
    KeyStanding key = docket.key();
    if (key.incidentId().equals(closed.id()) && ActionRank.of(key.state()) > 0) {
      return true;
    }
    Instant started = closed.origin().episodeStartedAt();
    Instant last = closed.dossier().lastObservedAt();
    Instant until = (last.isAfter(started) ? last : started).plus(config.reopen());
    return !evidence.getEpisodeStartedAt().isAfter(until);
  }

  private static void open(Docket docket, Evidence evidence) {
    Instant started = evidence.getEpisodeStartedAt();
    String id =
        NameUuid.of(
            "incident",
            docket.credentialId(),
            evidence.getCause().name(),
            Long.toString(started.toEpochMilli()));
    Incident incident =
        Incident.open(new Incident.Origin(id, evidence.getCause(), started, docket.now()))
            .with(Dossier.EMPTY.plus(evidence))
            .with(Owner.UNKNOWN.updatedBy(evidence));
    Incident touched = incident.with(incident.progress().touched(docket.now()));
    docket.alert(touched, line(IncidentState.OPEN, touched, evidence.getSummary()));
    watch(docket, touched);
  }

  private Incident strengthen(Docket docket, Incident incident, Evidence evidence) {
    Instant now = docket.now();
    Incident next =
        incident
            .with(incident.dossier().plus(evidence))
            .with(incident.owner().updatedBy(evidence))
            .with(incident.progress().touched(now));
    Optional<Attempt> unproved = next.effective().filter(a -> a.status().isUnproved());
    if (unproved.isPresent()) {
      Instant due = now.plus(quiet.of(next, docket.credential()));
      next = next.with(unproved.get().quietNotBefore(due));
    }
    docket.keep(next);
    if (!incident.isOpen()) {
      String told = "Reopened: " + evidence.getSummary();
      Incident reopened = docket.alert(next, line(IncidentState.OPEN, next, told));
      watch(docket, reopened);
      return reopened;
    }
    return next.isUnmitigated() && hasGrown(next)
        ? docket.alert(next, line(IncidentState.ESCALATED, next, evidence.getSummary()))
        : next;
  }

  /** Louder, or ten times the money that was told last. */
  private static boolean hasGrown(Incident incident) {
    long told = incident.progress().alertedNanos();
    return severity(incident).compareTo(incident.progress().severity()) > 0
        || (told > NanoUsd.PER_USD && incident.dossier().spendNanos() / GROWTH_TOLD >= told);
  }

  private static void watch(Docket docket, Incident incident) {
    if (Causes.isActionable(incident.cause()) && docket.key().state() == KeyState.ACTIVE) {
      docket.moveKey(
          KeyState.WATCHED,
          "An incident of cause " + incident.cause() + " is open.",
          incident,
          null);
    }
  }

  private static AlertLine line(IncidentState state, Incident incident, String summary) {
    return new AlertLine(state, severity(incident), summary, null);
  }

  private static Severity severity(Incident incident) {
    return Causes.severityOf(incident.cause(), incident.dossier().probability());
  }
}
