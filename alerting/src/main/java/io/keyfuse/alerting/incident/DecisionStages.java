package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.PolicyBook;
import java.util.List;

/** The stages in their order; the first that says stop decides. Immutable and thread-safe. */
final class DecisionStages {
  private final List<DecisionStage> stages;

  DecisionStages(PolicyBook book, List<String> protectedKeys) {
    this.stages =
        List.of(
            new PolicyStage(book),
            new CauseStage(),
            new ModeStage(),
            new ProtectedKeyStage(protectedKeys),
            new DedupeStage(),
            new LadderStage());
  }

  /** Runs the stages until one says stop. */
  Result judge(DecisionContext start) {
    DecisionContext context = start;
    for (DecisionStage stage : stages) {
      Verdict verdict = stage.judge(context);
      if (verdict instanceof Verdict.Stop stop) {
        return new Result(stage.name(), context, stop);
      }
      if (verdict instanceof Verdict.Modify modify) {
        context = modify.context();
      }
    }
    return new Result("issue", context, new Verdict.Proceed());
  }

  /**
   * What the stages came to.
   *
   * @param stage name of the stage that decided
   * @param context all that was found on the way
   * @param verdict {@link Verdict.Stop} or {@link Verdict.Proceed}
   */
  record Result(String stage, DecisionContext context, Verdict verdict) {}
}
