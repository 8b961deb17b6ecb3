package io.keyfuse.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.testkit.scenario.Kill;
import io.keyfuse.testkit.scenario.ScenarioSet;
import io.keyfuse.testkit.scenario.SetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thefts and look-alikes on a few keys: a kill is owed to what happened, not to the order in which
 * two feeds told of it.
 */
class ArrivalOrderTest {
  private static final int KEYS = 15;
  private static final int DAYS = 14;
  private static final Duration AFTER_RELEASE = Duration.ofHours(1);
  private static final Set<String> KINDS =
      Set.of(
          "A1", "A4", "A6", "A7", "A8", "A11", "A14", "B1", "B4", "B5", "B12", "B13", "B15", "B16");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @Execution(ExecutionMode.CONCURRENT)
  void shouldKillTheSameKeysWhateverTheOrderOfArrivalWithinTheGrace(long seed) throws IOException {
    BackTestPlayer player = player(seed);
    Path usage = folder.resolve("usage.jsonl");
    int swapped = new LateArrivals(seed).write(usage, folder.resolve("other-order.jsonl"));

    Map<String, List<Long>> first = times(player.decisions("usage.jsonl"));
    Map<String, List<Long>> second = times(player.decisions("other-order.jsonl"));

    assertThat(swapped).as("swapped rows of seed %d", seed).isGreaterThan(5_000);
    assertThat(first).as("kills of seed %d", seed).hasSizeGreaterThan(3);
    assertThat(second.keySet()).as("keys of seed %d", seed).isEqualTo(first.keySet());
    first.forEach(
        (key, times) ->
            closeTo(second.getOrDefault(key, List.of()), times, key + " of seed " + seed));
  }

  @Test
  void shouldWriteTheSameBytesForTheSameInput() throws IOException {
    BackTestPlayer player = player(1);
    Files.copy(folder.resolve("usage.jsonl"), folder.resolve("again.jsonl"));

    assertThat(player.decisions("usage.jsonl"))
        .hasSameBinaryContentAs(player.decisions("again.jsonl"))
        .isNotEmptyFile();
  }

  private BackTestPlayer player(long seed) throws IOException {
    System.out.println(ScenarioSet.write(new SetPlan(seed, KEYS, DAYS, KINDS), folder));
    return new BackTestPlayer(folder);
  }

  /**
   * The first kill of a key moves by no more than the rows did. A later one follows a release on
   * paper: by then the picture has learnt a day of the theft, in one order or the other.
   */
  private static void closeTo(List<Long> moved, List<Long> times, String whose) {
    assertThat(moved).as("kills of %s", whose).hasSameSizeAs(times);
    for (int i = 0; i < times.size(); i++) {
      long most = i == 0 ? LateArrivals.MOST.toMillis() : AFTER_RELEASE.toMillis();
      assertThat(moved.get(i) - times.get(i))
          .as("kill %d of %s moved by ms", i, whose)
          .isBetween(-most, most);
    }
  }

  private static Map<String, List<Long>> times(Path decisions) throws IOException {
    return BackTestPlayer.kills(decisions).stream()
        .collect(
            Collectors.groupingBy(
                Kill::keyId,
                TreeMap::new,
                Collectors.mapping(Kill::atMillis, Collectors.toList())));
  }
}
