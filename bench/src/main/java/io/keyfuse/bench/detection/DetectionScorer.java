package io.keyfuse.bench.detection;

import io.keyfuse.bench.detection.Scorecard.Missed;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges commands by the labels of a set, by the definitions of the public scorer: a stop counts
 * between a thief's first call and 15 minutes past the attack; what a block does not cover is lost;
 * a kill outside of [first call, end + 24 h] is false, and counts once a day and key. Stateless.
 */
final class DetectionScorer {
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(kind -> Integer.parseInt(kind.substring(1)));

  private DetectionScorer() {}

  /**
   * @param firstArrivals when each key was first heard of; empty skips the check of causality
   */
  static Scorecard score(Truth truth, List<SentCommand> commands, Map<String, Long> firstArrivals) {
    Map<String, List<SentCommand>> byKey =
        commands.stream()
            .collect(
                Collectors.groupingBy(SentCommand::keyId, LinkedHashMap::new, Collectors.toList()));
    List<VictimScore> victims =
        truth.victims().stream()
            .map(victim -> VictimScore.of(victim, byKey.getOrDefault(victim.keyId(), List.of())))
            .toList();
    return new Scorecard(
        truth.name(),
        LossSummary.of(victims),
        meanPrevented(victims),
        byKind(victims),
        Quantile.rounded(truth.keyMonths(), 2),
        falseAlarms(truth, byKey, SentCommand::kills),
        falseAlarms(truth, byKey, command -> command.action().equals("cap")),
        falseAlarms(truth, byKey, command -> command.action().equals("throttle")),
        falseAlarms(truth, byKey, command -> command.action().equals("alert")),
        commands.size(),
        byKey.keySet().stream()
            .filter(key -> !truth.bornMillis().containsKey(key))
            .sorted()
            .toList(),
        acausal(commands, firstArrivals),
        missed(victims),
        lookAlikeKeys(truth));
  }

  private static double meanPrevented(List<VictimScore> victims) {
    double mean =
        victims.stream()
            .filter(score -> score.victim().totalNanos() > 0)
            .mapToDouble(
                score -> 100 * (1 - score.spentNanos() / (double) score.victim().totalNanos()))
            .average()
            .orElse(0);
    return Quantile.rounded(mean, 2);
  }

  private static SortedMap<String, LossSummary> byKind(List<VictimScore> victims) {
    SortedMap<String, LossSummary> byKind = new TreeMap<>(BY_NUMBER);
    victims.stream()
        .collect(Collectors.groupingBy(score -> score.victim().kind()))
        .forEach((kind, scores) -> byKind.put(kind, LossSummary.of(scores)));
    return byKind;
  }

  private static FalseAlarms falseAlarms(
      Truth truth, Map<String, List<SentCommand>> byKey, Predicate<SentCommand> sort) {
    FalseAlarms.Count count = new FalseAlarms.Count(truth);
    byKey.forEach((key, commands) -> count.add(key, commands.stream().filter(sort).toList()));
    return count.total();
  }

  private static int acausal(List<SentCommand> commands, Map<String, Long> firstArrivals) {
    if (firstArrivals.isEmpty()) {
      return 0;
    }
    return (int)
        commands.stream()
            .filter(
                command -> {
                  Long first = firstArrivals.get(command.keyId());
                  return first == null || command.atMillis() < first - 1000;
                })
            .count();
  }

  private static List<Missed> missed(List<VictimScore> victims) {
    return victims.stream()
        .filter(score -> !score.detected())
        .map(VictimScore::victim)
        .map(
            victim ->
                new Missed(
                    victim.attackId(),
                    victim.kind(),
                    victim.keyId(),
                    victim.feeds(),
                    Quantile.rounded(victim.totalNanos() / 1e9, 2)))
        .toList();
  }

  private static SortedMap<String, Integer> lookAlikeKeys(Truth truth) {
    Map<String, Set<String>> keys = new TreeMap<>();
    for (Harmless label : truth.harmless()) {
      keys.computeIfAbsent(label.kind(), kind -> new HashSet<>()).addAll(label.keyIds());
    }
    SortedMap<String, Integer> counts = new TreeMap<>();
    keys.forEach((kind, ids) -> counts.put(kind, ids.size()));
    return counts;
  }
}
