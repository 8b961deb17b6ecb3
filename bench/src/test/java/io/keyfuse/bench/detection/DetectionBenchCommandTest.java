package io.keyfuse.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.testkit.scenario.ScenarioSet;
import io.keyfuse.testkit.scenario.SetPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DetectionBenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private @TempDir Path folder;

  @Test
  void shouldScoreSeveralDecisionsOfOneSet() throws IOException {
    Path set = set();
    Path none = Files.writeString(folder.resolve("none.jsonl"), "");
    Path all = folder.resolve("all.jsonl");
    Files.write(
        all,
        SetFiles.truth(set).victims().stream()
            .map(
                victim ->
                    "{\"at\":\"%s\",\"key_id\":\"%s\",\"action\":\"suspend\"}"
                        .formatted(Instant.ofEpochMilli(victim.startMillis()), victim.keyId()))
            .toList());
    Path json = folder.resolve("cards.json");

    int exit = run("--set", set + "", "--commands", none + "," + all, "--json", json + "");

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).contains("| none | 0.000", "| all | 1.000", "### all", "| A4 |");
    var cards = new ObjectMapper().readTree(json.toFile());
    assertThat(cards).hasSize(2);
    assertThat(cards.get(1).at("/overall/recall").asDouble()).isEqualTo(1);
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("name --set DIR, or --seeds 1..5");
  }

  @Test
  void shouldRefuseDecisionsOfNoSingleSet() {
    assertThat(run("--seeds", "1", "--commands", "x.jsonl")).isEqualTo(2);
    assertThat(err.toString()).contains("--commands: decisions belong to one set");
  }

  @Test
  void shouldNameTheWrongSeedsAndKinds() {
    assertThat(run("--seeds", "5..x")).isEqualTo(2);
    assertThat(run("--seeds", "1", "--kinds", "A99")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--seeds: 5..x is no range; write for example 1..5")
        .contains("--kinds: A99 is not in the catalogue");
  }

  @Test
  void shouldGiveTheBackTestItsFilesAndNoLabels() throws Exception {
    Path set = set();
    Path commands = folder.resolve("commands.jsonl");
    BackTestProcess process =
        new BackTestProcess(Echo.class.getName(), List.of("--policy", "mine.yaml"));

    process.run(set, Path.of("variant.yaml"), commands);

    assertThat(Files.readAllLines(commands))
        .containsExactly(
            "backtest",
            "--usage",
            set.resolve("usage.jsonl").toString(),
            "--inventory",
            set.resolve("keys.json").toString(),
            "--commands",
            commands.toString(),
            "--config",
            "variant.yaml",
            "--policy",
            "mine.yaml");
  }

  @Test
  void shouldSayThatTheBackTestFailed() throws IOException {
    Path set = set();
    BackTestProcess process = new BackTestProcess(Echo.class.getName(), List.of());

    assertThatThrownBy(() -> process.run(set, null, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with 1; its message is above");
  }

  /** Stands where {@code keyfuse} does: writes its arguments where decisions go. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) throws IOException {
      Path commands = Path.of(args[Arrays.asList(args).indexOf("--commands") + 1]);
      Files.write(commands, List.of(args));
    }
  }

  private Path set() throws IOException {
    Path set = folder.resolve("set");
    ScenarioSet.write(new SetPlan(9, 12, 14, Set.of("A4", "B9")), set);
    return set;
  }

  private int run(String... args) {
    return new CommandLine(new DetectionBenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
