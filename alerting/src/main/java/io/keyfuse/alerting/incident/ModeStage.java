package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.PolicyMode;

/** Does the policy observe, rehearse or enforce? */
final class ModeStage implements DecisionStage {
  @Override
  public String name() {
    return "mode";
  }

  @Override
  public Verdict judge(DecisionContext context) {
    PolicyMode mode = context.requirePolicy().getMode();
    return switch (mode) {
      case OBSERVE ->
          Verdict.stop(DecisionReason.MODE_OBSERVE, "The policy observes and commands nothing.");
      case DRY_RUN -> new Verdict.Modify(context.asDryRun());
      case ENFORCE -> Verdict.proceed();
    };
  }
}
