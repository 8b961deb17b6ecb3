package io.keyfuse.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a run ended.
 *
 * @param thefts the two thefts
 * @param benignKilled ids of keys that were acted on at their provider and should not have been
 * @param day the normal day, sent and counted
 * @param posts what became of posted events
 * @param duplicates events that Keyfuse dropped as duplicates
 * @param troubles faults of the demo itself
 */
record RunResult(
    List<TheftResult> thefts,
    List<String> benignKilled,
    DayCheck day,
    PostCounts posts,
    long duplicates,
    Set<String> troubles) {
  RunResult {
    thefts = List.copyOf(thefts);
    benignKilled = List.copyOf(benignKilled);
    troubles = Set.copyOf(troubles);
  }

  /** Returns what went wrong, nothing when all went well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    thefts.forEach(theft -> problems.addAll(theft.problems()));
    benignKilled.forEach(key -> problems.add("a benign key was acted on: " + key));
    if (!day.isEqual()) {
      problems.add("the normal day: " + day.sentence());
    }
    if (posts.rejected() > 0) {
      problems.add("the intake rejected " + posts.rejected() + " events");
    }
    problems.addAll(troubles);
    return problems;
  }

  int exitCode() {
    return problems().isEmpty() ? 0 : 1;
  }

  /** Returns the keys outside the victims that the stand-ins' admin APIs acted on. */
  static List<String> benignKilled(Fleet fleet, List<Effect> effects) {
    return fleet.keys().stream()
        .filter(key -> key.role() == DemoKey.Role.BENIGN)
        .filter(key -> effects.stream().anyMatch(effect -> effect.isOf(key)))
        .map(DemoKey::id)
        .toList();
  }
}
