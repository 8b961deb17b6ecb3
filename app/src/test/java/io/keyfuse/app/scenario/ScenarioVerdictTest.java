package io.keyfuse.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.testkit.scenario.Scenario;
import io.keyfuse.testkit.scenario.ScenarioCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every scenario of the catalogue through the production topology. More seeds than one:
 * {@code -Dkeyfuse.scenario.seeds=3}.
 */
class ScenarioVerdictTest {
  /** What detection does not do yet, and why; whoever closes a gap strikes it off. */
  private static final Map<String, Gap> KNOWN_GAPS =
      Map.of(
          "A9 provider-only seed 3",
          new Gap(
              List.of("openai-02: robbed and never killed"),
              "calls of the owner's model, 1.7 times as long in and 0.7 times as long out"),
          "A16 provider-only seed 2",
          new Gap(
              List.of("openai-03: robbed and never killed"),
              "calls of the owner's model, 8 times as long in, on a key of 25 reports a day"));

  /**
   * @param wrong all that is wrong with the kills
   * @param why what detection lacks
   */
  private record Gap(List<String> wrong, String why) {}

  static List<Scenario> scenarios() {
    return ScenarioCatalog.all(Integer.getInteger("keyfuse.scenario.seeds", 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  @Execution(ExecutionMode.CONCURRENT)
  void shouldKillWhomAndWhenTheScenarioSays(Scenario scenario, @TempDir Path folder) {
    Gap gap = KNOWN_GAPS.getOrDefault(scenario.name(), new Gap(List.of(), "no gap is known"));

    List<String> wrong = scenario.check(new BackTestPlayer(folder));

    assertThat(wrong).as("%s; %s", scenario, gap.why()).isEqualTo(gap.wrong());
  }
}
