package io.keyfuse.app.backtest;

import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.schemas.money.NanoUsd;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a back-test has to say. Immutable.
 *
 * @param policies policies that were played
 * @param result what the run came to
 * @param acts decisions that do something to a key, in their order
 * @param decisions how many decisions of each kind
 * @param difference against the policies in force, or null when these were played
 */
public record BackTestReport(
    List<PolicyConfig> policies,
    BackTestResult result,
    List<PaperAct> acts,
    Map<PaperDecision.Action, Long> decisions,
    @Nullable PolicyDifference difference) {

  /** Copies the lists. */
  public BackTestReport {
    policies = List.copyOf(policies);
    acts = List.copyOf(acts);
    decisions = Map.copyOf(decisions);
  }

  /**
   * Makes the report.
   *
   * @param inForce what the same recording came to under the policies in force, or null
   */
  public static BackTestReport of(
      List<PolicyConfig> policies, BackTestResult result, @Nullable BackTestResult inForce) {
    List<PaperAct> acts = acts(result);
    Map<PaperDecision.Action, Long> counts = new EnumMap<>(PaperDecision.Action.class);
    for (PaperDecision.Action action : PaperDecision.Action.values()) {
      counts.put(action, result.decisions().stream().filter(d -> d.action() == action).count());
    }
    return new BackTestReport(
        policies,
        result,
        acts,
        counts,
        inForce == null ? null : PolicyDifference.between(acts(inForce), acts));
  }

  private static List<PaperAct> acts(BackTestResult result) {
    return result.decisions().stream()
        .filter(decision -> decision.action().acts())
        .map(decision -> PaperAct.of(decision, result.spend()))
        .toList();
  }

  /** Returns what was spent before the kills. */
  long beforeNanos() {
    return kills().mapToLong(PaperAct::beforeNanos).reduce(0, NanoUsd::saturatedAdd);
  }

  /** Returns what was seen after each key's first kill. */
  long afterNanos() {
    Set<String> seen = new HashSet<>();
    return kills()
        .filter(act -> seen.add(act.credentialId()))
        .mapToLong(PaperAct::afterNanos)
        .reduce(0, NanoUsd::saturatedAdd);
  }

  boolean hasKills() {
    return kills().findAny().isPresent();
  }

  private Stream<PaperAct> kills() {
    return acts.stream().filter(act -> act.decision().action().kills());
  }
}
