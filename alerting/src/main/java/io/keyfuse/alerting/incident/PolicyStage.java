package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.PolicyBook;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.DecisionReason;

/** Which policy covers the key? */
final class PolicyStage implements DecisionStage {
  private final PolicyBook book;

  PolicyStage(PolicyBook book) {
    this.book = book;
  }

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public Verdict judge(DecisionContext context) {
    String id = context.scene().credentialId();
    return book.bestFor(context.incident().subject(CredentialId.parse(id)))
        .<Verdict>map(policy -> new Verdict.Modify(context.with(policy)))
        .orElseGet(
            () -> Verdict.stop(DecisionReason.NO_POLICY, "No policy covers the key: alerts only."));
  }
}
