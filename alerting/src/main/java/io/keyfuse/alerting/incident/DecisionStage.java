package io.keyfuse.alerting.incident;

/** One question on the way to a command. Pure: same context, same verdict. Thread-safe. */
interface DecisionStage {
  /** Returns the name in decisions. */
  String name();

  /** Answers the question. */
  Verdict judge(DecisionContext context);
}
