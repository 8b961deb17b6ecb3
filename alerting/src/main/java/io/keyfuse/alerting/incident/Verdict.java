package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;
import java.time.Instant;

/** What one stage says. */
sealed interface Verdict {
  /** Nothing against it. */
  record Proceed() implements Verdict {}

  /** Go on with more known. */
  record Modify(DecisionContext context) implements Verdict {}

  /**
   * Nothing is done.
   *
   * @param reason why, from the closed list
   * @param detail why, for a person
   * @param recheckAt when the answer may differ without news; {@link Progress#NEVER} for never
   */
  record Stop(DecisionReason reason, String detail, Instant recheckAt) implements Verdict {}

  static Verdict proceed() {
    return new Proceed();
  }

  static Verdict stop(DecisionReason reason, String detail) {
    return new Stop(reason, detail, Progress.NEVER);
  }
}
