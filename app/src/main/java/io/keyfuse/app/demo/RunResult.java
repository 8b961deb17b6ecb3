package io.keyfuse.app.demo;

import io.keyfuse.ingest.file.SendTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a run ended.
 *
 * @param thefts the two thefts
 * @param others what was acted on at a provider beside the victims
 * @param day the normal day, sent and counted
 * @param posts what became of posted events
 * @param duplicates events that Keyfuse dropped as duplicates
 * @param troubles faults of the demo itself
 */
record RunResult(
    List<TheftResult> thefts,
    List<String> others,
    DayCheck day,
    SendTotals posts,
    long duplicates,
    Set<String> troubles) {
  RunResult {
    thefts = List.copyOf(thefts);
    others = List.copyOf(others);
    troubles = Set.copyOf(troubles);
  }

  /** Returns what went wrong, nothing when all went well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    thefts.forEach(theft -> problems.addAll(theft.problems()));
    others.forEach(other -> problems.add("acted on beside the stolen keys: " + other));
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

  /** Returns what the stand-ins' admin APIs did to anything but the victims. */
  static List<String> others(Fleet fleet, List<Effect> effects) {
    List<DemoKey> victims =
        fleet.keys().stream().filter(key -> key.role() != DemoKey.Role.BENIGN).toList();
    return effects.stream()
        .filter(effect -> victims.stream().noneMatch(effect::isOf))
        .map(effect -> effect.provider() + " " + effect.keyId() + ", " + effect.operation())
        .toList();
  }
}
