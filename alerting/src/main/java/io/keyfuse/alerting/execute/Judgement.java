package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Map;

/** What is to be done about a genuine command. */
sealed interface Judgement {
  /**
   * Carry it out.
   *
   * @param attempts tries so far
   * @param called true when an earlier try may have taken effect
   * @param before state before the first call, where one was made
   * @param checkOnly true: the time is up; only find out whether an earlier try took effect
   */
  record Execute(int attempts, boolean called, Map<String, String> before, boolean checkOnly)
      implements Judgement {}

  /** Do not carry it out. */
  record Refuse(OutcomeReason reason, String detail) implements Judgement {}

  /** Say what would be done. */
  record DryRun(String detail) implements Judgement {}

  /** It is done and published; only the offset was not committed. */
  record Done() implements Judgement {}
}
