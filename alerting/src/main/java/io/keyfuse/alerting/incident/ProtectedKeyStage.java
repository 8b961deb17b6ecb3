package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.KeyPattern;
import io.keyfuse.schemas.v1.DecisionReason;
import java.util.List;

/** Is the key on a list of keys that are never acted on, everywhere or in the policy? */
final class ProtectedKeyStage implements DecisionStage {
  private final List<String> everywhere;

  ProtectedKeyStage(List<String> everywhere) {
    this.everywhere = List.copyOf(everywhere);
  }

  @Override
  public String name() {
    return "protected";
  }

  @Override
  public Verdict judge(DecisionContext context) {
    String id = context.scene().credentialId();
    boolean spared =
        KeyPattern.anyMatches(everywhere, id)
            || KeyPattern.anyMatches(context.requirePolicy().getProtectedKeys(), id);
    return spared
        ? Verdict.stop(
            DecisionReason.PROTECTED_KEY, "The key is protected; a person has to decide.")
        : Verdict.proceed();
  }
}
