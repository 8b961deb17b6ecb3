package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;

/**
 * What was last decided, so that the same "did nothing, because" is said once only.
 *
 * @param sequence number of the newest decision; 0 before the first
 * @param reason its reason
 * @param rung the rung in question; -1 for none
 * @param idle how many decisions to do nothing were told
 */
public record Trail(int sequence, DecisionReason reason, int rung, int idle) {
  static final Trail NEW = new Trail(0, DecisionReason.UNSPECIFIED, -1, 0);

  private static final int MAX_IDLE = 64;

  /** Returns true when doing nothing for this reason is news, and the incident's quota lasts. */
  boolean isNews(DecisionReason nextReason, int nextRung) {
    return idle < MAX_IDLE && (nextReason != reason || nextRung != rung);
  }

  Trail idle(DecisionReason nextReason, int nextRung) {
    return new Trail(sequence + 1, nextReason, nextRung, idle + 1);
  }

  Trail acted(DecisionReason nextReason, int nextRung) {
    return new Trail(sequence + 1, nextReason, nextRung, idle);
  }
}
