package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.PolicyRung;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Is the rung due: probable enough, long enough after the one before, and for a final action
 * supported by two independent signals?
 */
final class LadderStage implements DecisionStage {
  private static final int SOURCES_FOR_FINAL = 2;

  @Override
  public String name() {
    return "ladder";
  }

  @Override
  public Verdict judge(DecisionContext context) {
    List<PolicyRung> ladder = context.requirePolicy().getLadder();
    if (context.rung() >= ladder.size()) {
      return none("The ladder has no further rung; a person has to decide.");
    }
    PolicyRung rung = ladder.get(context.rung());
    List<Evidence> standing = context.incident().dossier().standing();
    double probability = context.incident().dossier().probability();
    if (probability < rung.getMinProbability()) {
      return none(
          String.format(
              Locale.ROOT,
              "Probability %.3f is below the %.3f of rung %d (%s).",
              probability,
              rung.getMinProbability(),
              context.rung(),
              rung.getAction()));
    }
    if (isFinal(rung) && Causes.independentSources(standing) < SOURCES_FOR_FINAL) {
      return none("REVOKE is final and needs two independent signals; milder ones stay in force.");
    }
    Instant dueAt = startOf(context).plusMillis(rung.getAfterMs());
    return context.scene().now().isBefore(dueAt)
        ? new Verdict.Stop(
            DecisionReason.RUNG_NOT_DUE,
            "Rung " + context.rung() + " (" + rung.getAction() + ") is due at " + dueAt + ".",
            dueAt)
        : Verdict.proceed();
  }

  private static boolean isFinal(PolicyRung rung) {
    return rung.getAction() == CommandAction.REVOKE;
  }

  private static Instant startOf(DecisionContext context) {
    return context
        .incident()
        .lastReal()
        .map(last -> last.order().issuedAt())
        .orElse(context.incident().origin().openedAt());
  }

  private static Verdict none(String detail) {
    return Verdict.stop(DecisionReason.NO_RUNG, detail);
  }
}
