package io.keyfuse.app.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * How one theft ended.
 *
 * @param plan what the thief wanted
 * @param file what happened and when
 * @param loot what the thief got
 * @param kills changes that the provider's admin API made to the key
 */
record TheftResult(AttackPlan plan, CaseFile file, Loot loot, long kills) {
  /** Returns what went wrong, nothing when all went well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(file.troubles());
    if (kills != 1) {
      problems.add("the key was acted on " + kills + " times at its provider, not once");
    }
    for (Milestone milestone : Milestone.values()) {
      if (file.at(milestone).isEmpty()) {
        problems.add("never reached: " + milestone.title());
      }
    }
    return problems.stream().map(problem -> plan.id() + ": " + problem).toList();
  }
}
