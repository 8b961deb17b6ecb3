package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.util.Map;

/** Makes the outcomes that the desk itself states. Stateless and thread-safe. */
final class Judgement {
  private Judgement() {}

  static DeskOutput of(Docket docket, Incident incident, Attempt attempt, Say say) {
    return new DeskOutput.OutcomeJudged(
        CommandOutcome.newBuilder()
            .setCommandId(attempt.order().commandId())
            .setIncidentId(incident.id())
            .setEpoch(attempt.order().epoch())
            .setCredential(docket.credential())
            .setAction(attempt.action())
            .setStatus(say.status())
            .setReason(say.reason())
            .setDetail(say.detail())
            .setAttempt(0)
            .setHttpStatus(null)
            .setProviderRequestId(null)
            .setProviderLatencyMs(null)
            .setBefore(Map.of())
            .setAfter(Map.of())
            .setAt(docket.now())
            .build());
  }

  /**
   * What is stated.
   *
   * @param status VERIFIED or LEAKING
   * @param reason why
   * @param detail one sentence for a person
   */
  record Say(OutcomeStatus status, OutcomeReason reason, String detail) {}
}
