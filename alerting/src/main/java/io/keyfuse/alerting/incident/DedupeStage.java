package io.keyfuse.alerting.incident;

import static io.keyfuse.schemas.v1.DecisionReason.DUPLICATE_RUNG;

import io.keyfuse.alerting.policy.ActionRank;
import io.keyfuse.schemas.v1.PolicyRung;
import java.util.List;
import java.util.Optional;

/**
 * Which rung was not commanded yet, and is it time to look at it? A rung is commanded once per
 * incident. The next one is in question only when the one before leaked, failed while evidence goes
 * on, or limits without stopping.
 */
final class DedupeStage implements DecisionStage {
  @Override
  public String name() {
    return "dedupe";
  }

  @Override
  public Verdict judge(DecisionContext context) {
    Optional<Attempt> last = lastThatCounts(context);
    if (last.isPresent() && !asksForMore(context, last.get())) {
      return Verdict.stop(DUPLICATE_RUNG, "Rung " + told(last.get()));
    }
    int rung = last.map(attempt -> attempt.rung() + 1).orElse(0);
    return otherIncident(context, rung);
  }

  /** A dry run is never repeated; a real command follows a dry run of the same rung. */
  private static Optional<Attempt> lastThatCounts(DecisionContext context) {
    List<Attempt> attempts = context.incident().attempts();
    return context.dryRun() && !attempts.isEmpty()
        ? Optional.of(attempts.get(attempts.size() - 1))
        : context.incident().lastReal();
  }

  private static boolean asksForMore(DecisionContext context, Attempt last) {
    if (context.dryRun()) {
      return false;
    }
    return switch (last.status()) {
      case ISSUED, TRYING, DRY_RUN -> false;
      case LEAKING -> true;
      case APPLIED, VERIFIED ->
          !ActionRank.blocks(last.action())
              && context.incident().dossier().standing().stream()
                  .anyMatch(e -> e.getObservedAt().isAfter(last.proof().holdsFrom()));
      case FAILED ->
          context.incident().dossier().hasRaised()
              && context.incident().progress().touchedAt().isAfter(last.proof().settledAt());
    };
  }

  /** What another incident of the key did or is doing need not be done again. */
  private static Verdict otherIncident(DecisionContext context, int rung) {
    List<PolicyRung> ladder = context.requirePolicy().getLadder();
    int rank = rung < ladder.size() ? ActionRank.of(ladder.get(rung).getAction()) : 0;
    KeyStanding key = context.scene().key();
    boolean foreign = !key.incidentId().equals(context.incident().id());
    if (rank > 0 && foreign && ActionRank.of(key.state()) >= rank) {
      return Verdict.stop(DUPLICATE_RUNG, "The key is " + key.state() + " already.");
    }
    for (Incident other : context.scene().others()) {
      for (Attempt attempt : other.attempts()) {
        boolean coming = attempt.status().isInFlight() && !attempt.order().dryRun();
        if (rank > 0 && coming && ActionRank.of(attempt.action()) >= rank) {
          return new Verdict.Stop(
              DUPLICATE_RUNG,
              "Incident " + other.id() + " has commanded " + attempt.action() + " already.",
              attempt.order().expiresAt());
        }
      }
    }
    return new Verdict.Modify(context.onRung(rung));
  }

  private static String told(Attempt last) {
    return last.rung()
        + " ("
        + last.action()
        + ") was commanded as "
        + last.order().commandId()
        + " and is "
        + last.status()
        + ".";
  }
}
