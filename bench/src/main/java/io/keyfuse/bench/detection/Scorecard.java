package io.keyfuse.bench.detection;

import java.util.List;
import java.util.SortedMap;

/**
 * The judgement of one command file over one set. Immutable.
 *
 * @param meanPercentPrevented of dollars, over victims, each counting the same
 * @param notifications alerts that no attack explains
 * @param missed victims that nothing stopped
 * @param lookAlikeKeys how many keys have each look-alike
 * @param acausal commands from before anything was heard of their key
 */
record Scorecard(
    String set,
    LossSummary overall,
    double meanPercentPrevented,
    SortedMap<String, LossSummary> byKind,
    double keyMonths,
    FalseAlarms kills,
    FalseAlarms caps,
    FalseAlarms throttles,
    FalseAlarms notifications,
    int commands,
    List<String> unknownKeys,
    int acausal,
    List<Missed> missed,
    SortedMap<String, Integer> lookAlikeKeys) {
  Scorecard {
    unknownKeys = List.copyOf(unknownKeys);
    missed = List.copyOf(missed);
  }

  /** A victim that nothing stopped. */
  record Missed(String attackId, String kind, String keyId, String feeds, double usd) {}
}
