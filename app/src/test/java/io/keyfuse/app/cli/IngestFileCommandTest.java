package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class IngestFileCommandTest {
  private static final String FOCUS =
      """
      ProviderName,SubAccountId,BilledCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd
      AWS,a,0.1,Usage,2026-09-18T22:00:00Z,2026-09-18T23:00:00Z
      AWS,a,x,Usage,2026-09-18T22:00:00Z,2026-09-18T23:00:00Z
      AWS,a,9,Tax,2026-09-18T22:00:00Z,2026-09-18T23:00:00Z
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSayWhatIsInAFileWithoutKafka() throws IOException {
    Path file = Files.writeString(folder.resolve("bill.csv"), FOCUS);

    assertThat(run("--dry-run", "-o", "json", file.toString())).as(err.toString()).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    JsonNode bill = json.at("/files/0");
    assertThat(bill.path("format").asText()).isEqualTo("FOCUS 1.0 CSV");
    assertThat(bill.path("outcome").asText()).isEqualTo("dry_run");
    assertThat(bill.path("sha256").asText()).hasSize(64);
    assertThat(json.at("/total/rows").asLong()).isEqualTo(3);
    assertThat(json.at("/total/usage_events").asLong()).isEqualTo(1);
    assertThat(json.at("/total/cost_usd").asText()).isEqualTo("0.100000000");
    assertThat(json.at("/total/refused_by_reason/invalid_number").asLong()).isEqualTo(1);
    assertThat(json.at("/total/ignored_by_reason/charge_category_tax").asLong()).isEqualTo(1);
    assertThat(bill.at("/first_refused/0/where").asText()).isEqualTo("row 2");
    assertThat(err.toString()).contains("bill.csv: FOCUS 1.0 CSV");
  }

  @Test
  void shouldShowATableAndTakeRefusedRowsForAFailureOnlyWhenStrict() throws IOException {
    Path file = Files.writeString(folder.resolve("bill.csv"), FOCUS);

    assertThat(run("--dry-run", "--strict", file.toString())).isEqualTo(1);

    assertThat(out.toString().lines())
        .startsWith(
            "file      outcome  rows  usage  context  merged  refused  ignored  input  output     cost_usd",
            "bill.csv  dry_run     3      1        0       0        1        1      0       0  0.100000000",
            "")
        .contains(
            "bill.csv: ignored 1 charge_category_tax",
            "bill.csv: refused 1 invalid_number",
            "bill.csv: row 2: BilledCost must be a decimal number");
  }

  @Test
  void shouldNotShowAnUnknownCostAsNothing() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("calls.jsonl"),
            """
            {"request_id":"c","call_type":"acompletion","startTime":"2026-09-18 22:00:00",\
            "prompt_tokens":10,"completion_tokens":2,"model":"gpt-4o"}
            """);

    assertThat(run("--dry-run", file.toString())).as(err.toString()).isZero();

    assertThat(out.toString())
        .containsPattern("calls.jsonl +dry_run .* 10 +2 +-\\n")
        .contains("calls.jsonl: without a cost 1, priced later by their tokens");
  }

  @Test
  void shouldCountAllChargesAndAddUpPartsWhenAsked() throws IOException {
    Files.writeString(folder.resolve("part-1.csv"), FOCUS);
    Files.writeString(folder.resolve("part-2.csv"), FOCUS);

    assertThat(run("--dry-run", "-o", "json", "--all-charges", "--parts", folder.toString()))
        .isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("files")).hasSize(1);
    assertThat(json.at("/total/usage_events").asLong()).isEqualTo(2);
    assertThat(json.at("/total/cost_usd").asText()).isEqualTo("18.200000000");
  }

  @Test
  void shouldGoOnWithTheOtherFilesWhenOneIsBroken() throws IOException {
    Path broken = Files.writeString(folder.resolve("a.csv"), FOCUS.replace("ChargePeriodEnd", "x"));
    Path whole = Files.writeString(folder.resolve("b.csv"), FOCUS);

    assertThat(run("--dry-run", broken.toString(), whole.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("a.csv: no column ChargePeriodEnd");
    assertThat(out.toString()).contains("failed", "0.100000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dry-run | PATH: name files, or a folder with --watch",
        "--dry-run nowhere.csv | PATH: cannot read nowhere.csv",
        "--dry-run --format magic x | --format: must be auto or one of: focus, bedrock",
        "some.csv | --config: needed to find Kafka",
        "--dry-run --watch nowhere | --watch: nowhere is no folder",
      })
  void shouldNameTheFixOfWrongUsage(String arguments, String message) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString()).contains(message);
  }

  @Test
  void shouldListTheFormatsWhenItKnowsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "what is this");

    assertThat(run("--dry-run", file.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("a.txt", "--format", "openai-audit", "--map");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ingest", "file"));
    all.addAll(List.of(arguments));
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(new String[0]));
  }
}
