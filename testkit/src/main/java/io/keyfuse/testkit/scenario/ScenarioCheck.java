package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Scenario.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds kills against the truth of a stage. Immutable. */
record ScenarioCheck(Stage stage) {
  List<String> wrong(List<Kill> kills, Verdict verdict) {
    if (verdict instanceof Verdict.KillBetween between) {
      List<String> wrong = new ArrayList<>();
      stage.thefts().stream()
          .flatMap(theft -> theft.calls().entrySet().stream())
          .forEach(victim -> victim(wrong, kills, victim, between));
      bystanders(wrong, kills, victims());
      return wrong;
    }
    List<String> wrong = new ArrayList<>();
    bystanders(wrong, kills, verdict instanceof Verdict.KillTolerated ? misbehaving() : Set.of());
    return wrong;
  }

  private static void victim(
      List<String> wrong,
      List<Kill> kills,
      Map.Entry<KeyPlan, List<Call>> victim,
      Verdict.KillBetween owed) {
    String keyId = victim.getKey().identity().keyId();
    long start =
        victim.getValue().stream()
            .filter(call -> call.origin() != Call.Origin.THIEF_RECON)
            .mapToLong(Call::atMillis)
            .min()
            .orElseThrow();
    List<Kill> own = kills.stream().filter(kill -> kill.keyId().equals(keyId)).toList();
    if (own.isEmpty()) {
      wrong.add(keyId + ": robbed and never killed");
      return;
    }
    if (own.size() > 1) {
      wrong.add(keyId + ": killed " + own.size() + " times");
    }
    Duration taken = Duration.ofMillis(own.get(0).atMillis() - start);
    if (taken.compareTo(owed.soonest()) < 0) {
      wrong.add(keyId + ": killed after " + taken + ", before anything can have shown it");
    }
    if (taken.compareTo(owed.latest()) > 0) {
      wrong.add(keyId + ": killed after " + taken + ", later than " + owed.latest());
    }
  }

  private static void bystanders(List<String> wrong, List<Kill> kills, Set<String> excused) {
    for (Kill kill : kills) {
      if (!excused.contains(kill.keyId())) {
        wrong.add(kill.keyId() + ": killed at " + SetBuilder.iso(kill.atMillis()) + " for nothing");
      }
    }
  }

  private Set<String> victims() {
    return ids(stage.thefts().stream().flatMap(theft -> theft.calls().keySet().stream()).toList());
  }

  private Set<String> misbehaving() {
    Set<String> ids = new HashSet<>();
    stage.lookAlikes().forEach(lookAlike -> ids.addAll(ids(lookAlike.keys())));
    return ids;
  }

  private static Set<String> ids(List<KeyPlan> keys) {
    return keys.stream().map(key -> key.identity().keyId()).collect(Collectors.toSet());
  }
}
