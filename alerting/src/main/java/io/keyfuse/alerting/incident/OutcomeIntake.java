package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.ActionRank;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes outcomes in. An applied action wins over a failure in whatever order they come; repeats
 * change nothing. Thread-safe; the docket is not.
 */
final class OutcomeIntake {
  private final DeskConfig config;
  private final QuietTimes quiet;

  OutcomeIntake(DeskConfig config, QuietTimes quiet) {
    this.config = config;
    this.quiet = quiet;
  }

  void accept(Docket docket, CommandOutcome outcome) {
    docket.sawEpoch(outcome.getEpoch());
    for (Incident incident : docket.incidents()) {
      for (Attempt attempt : incident.attempts()) {
        if (attempt.order().commandId().equals(outcome.getCommandId())) {
          settle(docket, incident, attempt, outcome);
          return;
        }
      }
    }
    foreign(docket, outcome);
  }

  /** Marks a command as failed and calls for a person. */
  static void fail(Docket docket, Incident incident, Attempt attempt, String why) {
    Instant now = docket.now();
    Attempt failed = attempt.settled(AttemptStatus.FAILED, new Attempt.Proof(now, now, now));
    Incident decided =
        docket.acted(
            incident.with(failed),
            new Ruling("outcome", DecisionReason.EXECUTION_FAILED, why, failed.rung(), "", failed));
    if (!failed.order().dryRun()) {
      docket.alert(
          decided,
          new AlertLine(
              IncidentState.ESCALATED,
              Severity.CRITICAL,
              failed.action() + " failed, a person is needed: " + why,
              failed.order().commandId()));
    }
  }

  private void settle(Docket docket, Incident incident, Attempt attempt, CommandOutcome outcome) {
    AttemptStatus known = attempt.status();
    switch (outcome.getStatus()) {
      case APPLIED, ALREADY -> {
        if (!known.hasTakenEffect()) {
          apply(docket, incident, attempt, outcome);
        }
      }
      case FAILED, REFUSED -> {
        // A replayed copy says nothing about the original.
        if (known.isInFlight() && outcome.getReason() != OutcomeReason.REPLAYED) {
          fail(docket, incident, attempt, outcome.getReason() + ": " + detail(outcome));
        }
      }
      case DRY_RUN -> {
        if (known.isInFlight()) {
          docket.keep(incident.with(attempt.with(AttemptStatus.DRY_RUN)));
        }
      }
      case ATTEMPTING, RETRYING, AWAITING_APPROVAL -> {
        if (known == AttemptStatus.ISSUED) {
          docket.keep(incident.with(attempt.with(AttemptStatus.TRYING)));
        }
      }
      case VERIFIED, LEAKING, UNSPECIFIED -> {
        // The desk's own judgements come back on the same topic.
      }
    }
  }

  private void apply(Docket docket, Incident incident, Attempt attempt, CommandOutcome outcome) {
    Instant at = within(outcome.getAt(), attempt.order().issuedAt(), docket.now());
    Instant holds = at.plus(config.lagOf(docket.credential().getProvider()));
    Instant due = holds.plus(quiet.of(incident, docket.credential()));
    Attempt applied = attempt.settled(AttemptStatus.APPLIED, new Attempt.Proof(at, holds, due));
    String told =
        "The provider has applied " + attempt.action() + "; quiet is to be proved by " + due + ".";
    Incident next =
        docket.alert(
            incident.with(applied),
            new AlertLine(
                IncidentState.MITIGATED, Severity.WARNING, told, applied.order().commandId()));
    moveKey(docket, next, applied, told);
  }

  private static void moveKey(
      Docket docket, @Nullable Incident incident, Attempt applied, String told) {
    boolean stronger = ActionRank.of(applied.action()) >= ActionRank.of(docket.key().state());
    if (stronger && docket.key().state() != KeyState.REVOKED) {
      docket.moveKey(stateAfter(applied.action()), told, incident, applied);
    }
  }

  /** A command that no incident knows, such as one that a person gave, still moves the key. */
  private static void foreign(Docket docket, CommandOutcome outcome) {
    boolean done =
        switch (outcome.getStatus()) {
          case APPLIED, ALREADY -> outcome.getEpoch() >= docket.key().epoch();
          default -> false;
        };
    if (!done || docket.key().state() == KeyState.REVOKED) {
      return;
    }
    Instant now = docket.now();
    Attempt.Order order =
        new Attempt.Order(outcome.getCommandId(), outcome.getEpoch(), false, now, now);
    Instant at = within(outcome.getAt(), Instant.EPOCH, now);
    Attempt attempt =
        new Attempt(
            0, outcome.getAction(), order, AttemptStatus.APPLIED, new Attempt.Proof(at, at, at));
    if (outcome.getAction() == CommandAction.RESTORE) {
      boolean watched =
          docket.incidents().stream().anyMatch(i -> i.isOpen() && Causes.isActionable(i.cause()));
      docket.moveKey(watched ? KeyState.WATCHED : KeyState.ACTIVE, detail(outcome), null, attempt);
    } else if (ActionRank.of(outcome.getAction()) > 0) {
      moveKey(docket, null, attempt, detail(outcome));
    }
  }

  private static KeyState stateAfter(CommandAction action) {
    return switch (action) {
      case SUSPEND -> KeyState.SUSPENDED;
      case REVOKE -> KeyState.REVOKED;
      case CAP, THROTTLE -> KeyState.CAPPED;
      case RESTORE, UNSPECIFIED -> KeyState.ACTIVE;
    };
  }

  private static Instant within(Instant time, Instant from, Instant to) {
    if (time.isBefore(from)) {
      return from;
    }
    return time.isAfter(to) ? to : time;
  }

  private static String detail(CommandOutcome outcome) {
    return TrimmedEvidence.cut(outcome.getDetail(), 512);
  }
}
