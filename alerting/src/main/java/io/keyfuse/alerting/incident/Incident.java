package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.PolicySubject;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One incident of a credential, open or last closed.
 *
 * @param origin what makes it this incident
 * @param progress where it stands
 * @param owner the key's owner
 * @param dossier its evidence
 * @param attempts its commands, oldest first; at most one per rung, and one more as a dry run
 * @param trail its decisions
 */
public record Incident(
    Origin origin,
    Progress progress,
    Owner owner,
    Dossier dossier,
    List<Attempt> attempts,
    Trail trail) {

  /**
   * What makes an incident this one.
   *
   * @param id UUIDv5 of credential, cause and episode start
   * @param cause what it is taken for
   * @param episodeStartedAt event time at which the first episode began
   * @param openedAt when it was opened first
   */
  public record Origin(String id, Cause cause, Instant episodeStartedAt, Instant openedAt) {}

  /** Copies the list. */
  public Incident {
    attempts = List.copyOf(attempts);
  }

  static Incident open(Origin origin) {
    return new Incident(origin, Progress.NEW, Owner.UNKNOWN, Dossier.EMPTY, List.of(), Trail.NEW);
  }

  String id() {
    return origin.id();
  }

  Cause cause() {
    return origin.cause();
  }

  boolean isOpen() {
    return progress.phase() != IncidentState.CLOSED;
  }

  /** Returns true while a command has no final answer or its effect is not proved. */
  boolean isPending() {
    return isInFlight() || effective().filter(a -> a.status().isUnproved()).isPresent();
  }

  /** Returns true while a command has no final answer. */
  boolean isInFlight() {
    return attempts.stream().anyMatch(a -> a.status().isInFlight());
  }

  /** Returns true when the newest alert told of an open or escalated incident. */
  boolean isUnmitigated() {
    return progress.phase() == IncidentState.OPEN || progress.phase() == IncidentState.ESCALATED;
  }

  /** Returns the newest command that took effect and is no dry run. */
  Optional<Attempt> effective() {
    return attempts.stream()
        .filter(a -> a.status().hasTakenEffect())
        .reduce((older, newer) -> newer);
  }

  /** Returns the newest command that is no dry run. */
  Optional<Attempt> lastReal() {
    return attempts.stream().filter(a -> !a.order().dryRun()).reduce((older, newer) -> newer);
  }

  PolicySubject subject(Credential credential) {
    return new PolicySubject(credential, owner.tenant(), owner.project(), owner.feature());
  }

  Incident with(Progress next) {
    return new Incident(origin, next, owner, dossier, attempts, trail);
  }

  Incident with(Trail next) {
    return new Incident(origin, progress, owner, dossier, attempts, next);
  }

  Incident with(Dossier next) {
    return new Incident(origin, progress, owner, next, attempts, trail);
  }

  Incident with(Owner next) {
    return new Incident(origin, progress, next, dossier, attempts, trail);
  }

  /** Returns the incident with the attempt added, or in place of the one with its command id. */
  Incident with(Attempt next) {
    List<Attempt> all = new ArrayList<>(attempts);
    int at = 0;
    while (at < all.size() && !all.get(at).order().commandId().equals(next.order().commandId())) {
      at++;
    }
    if (at < all.size()) {
      all.set(at, next);
    } else {
      all.add(next);
    }
    return new Incident(origin, progress, owner, dossier, all, trail);
  }
}
