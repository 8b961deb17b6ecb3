package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;

/** May the cause justify an action at all? Faults of prices, feeds or Keyfuse itself never do. */
final class CauseStage implements DecisionStage {
  @Override
  public String name() {
    return "cause";
  }

  @Override
  public Verdict judge(DecisionContext context) {
    return Causes.isActionable(context.incident().cause())
        ? Verdict.proceed()
        : Verdict.stop(
            DecisionReason.CAUSE_NOT_ACTIONABLE,
            "Cause " + context.incident().cause() + " alerts and never acts on a key.");
  }
}
