package io.keyfuse.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.testkit.scenario.Scenario.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioCatalogTest {
  static List<Scenario> scenarios() {
    return ScenarioCatalog.all(2);
  }

  @Test
  void shouldHoldOneScenarioForEachKindBesideVariants() {
    List<String> kinds =
        ScenarioCatalog.all(1).stream()
            .filter(scenario -> scenario.variant().isEmpty())
            .map(Scenario::kind)
            .toList();

    assertThat(kinds).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(SetBuilder.KINDS);
  }

  @Test
  void shouldNameNoTwoScenariosAlike() {
    assertThat(ScenarioCatalog.all(2).stream().map(Scenario::name))
        .doesNotHaveDuplicates()
        .contains("A9 seed 1", "A9 provider-only seed 2");
  }

  @Test
  void shouldShowNoTelemetryOfProviderOnlyKeys() {
    List<Scenario> dark =
        ScenarioCatalog.all(1).stream()
            .filter(scenario -> scenario.variant().equals("provider-only"))
            .toList();

    assertThat(dark).isNotEmpty();
    for (Scenario scenario : dark) {
      assertThat(scenario.played().keys())
          .as("%s", scenario)
          .allMatch(key -> key.identity().feeds().provider())
          .noneMatch(key -> key.identity().feeds().telemetry());
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void shouldAcceptWhoKnowsTheTruthAndNobodyWhoGuesses(Scenario scenario) {
    Stage truth = scenario.played();
    if (scenario.verdict() instanceof Verdict.KillBetween owed) {
      Duration middle = owed.soonest().plus(owed.latest()).dividedBy(2);
      assertThat(scenario.check(killer(truth, middle))).isEmpty();
      assertThat(scenario.check(killer(truth, owed.latest().plusMillis(1)))).isNotEmpty();
      assertThat(scenario.check(killer(truth, owed.soonest().minusMillis(1)))).isNotEmpty();
      assertThat(scenario.check(input -> List.of())).isNotEmpty();
    } else {
      assertThat(scenario.check(input -> List.of())).isEmpty();
    }
    assertThat(scenario.check(ScenarioCatalogTest::killAll)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void shouldShowEveryVictimsTheftBeforeItIsOwed(Scenario scenario) {
    if (scenario.verdict() instanceof Verdict.KillBetween owed) {
      Set<String> told = new LinkedHashSet<>();
      Stage truth = scenario.played();
      scenario.check(
          input -> {
            for (UsageRow row : input.rows()) {
              long latest = start(truth, row.key().keyId()) + owed.latest().toMillis();
              long start = start(truth, row.key().keyId());
              if (row.occurredAtMillis() >= start - 60_000 && row.arrivedAtMillis() <= latest) {
                told.add(row.key().keyId());
              }
            }
            return List.of();
          });
      assertThat(told).as("%s", scenario).containsAll(victims(truth));
    }
  }

  @Test
  void shouldTolerateTheKillOfARunawayAgentOnly() {
    Scenario scenario =
        ScenarioCatalog.all(1).stream().filter(one -> one.kind().equals("B8")).findFirst().get();
    String runaway = scenario.played().lookAlikes().get(0).keys().get(0).identity().keyId();

    assertThat(scenario.check(input -> List.of(new Kill(runaway, 1)))).isEmpty();
    assertThat(scenario.check(input -> List.of(new Kill("other", 1)))).hasSize(1);
  }

  private static Function<ScenarioInput, List<Kill>> killer(Stage truth, Duration after) {
    return input -> {
      List<Kill> kills = new ArrayList<>();
      for (String keyId : victims(truth)) {
        kills.add(new Kill(keyId, start(truth, keyId) + after.toMillis()));
      }
      return kills;
    };
  }

  private static List<Kill> killAll(ScenarioInput input) {
    UsageRow last = input.rows().get(input.rows().size() - 1);
    return input.inventory().stream()
        .map(key -> new Kill(key.keyId(), last.arrivedAtMillis()))
        .toList();
  }

  private static Set<String> victims(Stage truth) {
    Set<String> keyIds = new LinkedHashSet<>();
    truth
        .thefts()
        .forEach(
            theft -> theft.calls().keySet().forEach(key -> keyIds.add(key.identity().keyId())));
    return keyIds;
  }

  private static long start(Stage truth, String keyId) {
    return truth.thefts().stream()
        .flatMap(theft -> theft.calls().entrySet().stream())
        .filter(victim -> victim.getKey().identity().keyId().equals(keyId))
        .flatMap(victim -> victim.getValue().stream())
        .filter(call -> call.origin() != Call.Origin.THIEF_RECON)
        .mapToLong(Call::atMillis)
        .min()
        .orElse(Long.MAX_VALUE / 2);
  }
}
