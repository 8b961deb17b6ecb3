package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.Severity;
import java.time.Instant;

/**
 * Judges usage that happened after a block should have taken hold: the command leaks. Said once per
 * command until it is quiet again. Thread-safe; the docket is not.
 */
final class LeakJudge {
  private final QuietTimes quiet;

  LeakJudge(QuietTimes quiet) {
    this.quiet = quiet;
  }

  void judge(Docket docket, Incident incident, Attempt block) {
    Instant due = docket.now().plus(quiet.of(incident, docket.credential()));
    Attempt leaking = block.with(AttemptStatus.LEAKING).quietNotBefore(due);
    Incident next = docket.keep(incident.with(leaking));
    if (block.status() == AttemptStatus.LEAKING) {
      return;
    }
    String told =
        block.action()
            + " was applied at "
            + block.proof().settledAt()
            + ", yet the key was used after "
            + block.proof().holdsFrom()
            + ".";
    docket.say(
        Judgement.of(
            docket,
            next,
            leaking,
            new Judgement.Say(OutcomeStatus.LEAKING, OutcomeReason.USAGE_SEEN, told)));
    Incident decided =
        docket.acted(
            next, new Ruling("verify", DecisionReason.LEAKING, told, leaking.rung(), "", leaking));
    docket.alert(
        decided,
        new AlertLine(
            IncidentState.ESCALATED, Severity.CRITICAL, told, leaking.order().commandId()));
  }
}
