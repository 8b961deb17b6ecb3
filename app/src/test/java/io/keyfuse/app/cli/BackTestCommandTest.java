package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.backtest.RecordedDay;
import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackTestCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 7;

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldKillTheDrainedKeyAndNoOther() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(4).drained(20, 10, "70.000000");
    Path commands = folder.resolve("out.jsonl");

    CommandRun run = run(usage(day), "--inventory", inventory(), "--commands", commands.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(decisions(commands, "suspend"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.path("key_id").asText()).isEqualTo(RecordedDay.VICTIM);
              assertThat(kill.path("at").asText()).startsWith("2026-05-04T08:23:2");
              assertThat(kill.path("probability").asDouble()).isGreaterThan(0.9);
            });
    assertThat(run.out())
        .contains("openai:bench:key-victim  acme")
        .contains("suspend")
        .contains("Spent before the kills");
    assertThat(run.err()).contains("rows/s");
  }

  @Test
  void shouldCountWhatTheFileSaysOnceAndBySide() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(6);

    JsonNode recording = json(run(usage(day), "-o", "json")).path("recording");

    assertThat(day.repeats()).isPositive();
    assertThat(recording.path("duplicates").asLong()).isEqualTo(day.repeats());
    assertThat(recording.path("rows").asLong())
        .isEqualTo(recording.path("events").asLong() + day.repeats());
    assertThat(recording.path("telemetry_usd").asText())
        .isEqualTo(NanoUsd.toUsd(day.telemetryNanos()));
    assertThat(recording.path("provider_usd").asText())
        .isEqualTo(NanoUsd.toUsd(day.providerNanos()));
    assertThat(recording.path("keys").asInt()).isEqualTo(6);
  }

  @Test
  void shouldSayTheSameEveryTime() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(3).drained(5, 20, "70.000000");
    String plain = usage(day);
    Path packed = RecordedDay.pack(folder.resolve("usage.jsonl.gz"), day.lines());
    Path first = folder.resolve("made/first.jsonl");
    Path second = folder.resolve("second.jsonl");

    CommandRun one = run(plain, "--commands", first.toString(), "-o", "json");
    CommandRun two = run(packed.toString(), "--commands", second.toString(), "-o", "json");

    assertThat(one.out()).isEqualTo(two.out()).isNotEmpty();
    assertThat(first).hasSameBinaryContentAs(second).isNotEmptyFile();
  }

  @Test
  void shouldNameLinesThatAreNoEventAndGoOn() throws IOException {
    List<String> lines = new ArrayList<>(new RecordedDay(SEED).calm(1).lines());
    lines.add(0, "");
    lines.add(1, "not json");
    lines.add(2, "[1]");
    lines.add(3, lines.get(5).replace("\"cost_usd\":", "\"cost_usd\":\"cheap\",\"was\":"));
    lines.add(4, lines.get(5).replace("arrived_at", "left_at"));
    lines.add(5, lines.get(6).replace("event_id", "id"));
    Path file = RecordedDay.write(folder.resolve("usage.jsonl"), lines);

    CommandRun run = run(file.toString(), "-o", "json");

    assertThat(json(run).path("recording").path("unreadable").asLong()).isEqualTo(5);
    assertThat(run.err())
        .contains("usage.jsonl:2: the line is no JSON")
        .contains("usage.jsonl:3: must be a JSON object")
        .contains("usage.jsonl:4: cost_usd must be a decimal number")
        .contains("usage.jsonl:5: the arrival is required")
        .contains("usage.jsonl:6: event_id is required");
    assertThat(json(run).path("recording").path("events").asLong()).isPositive();
  }

  @Test
  void shouldFailWhenAFileIsCutShortAndNameIt() throws IOException {
    Path packed =
        RecordedDay.pack(folder.resolve("cut.jsonl.gz"), new RecordedDay(SEED).calm(1).lines());
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));

    CommandRun run = run(packed.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("cut.jsonl.gz cannot be read to its end");
  }

  @Test
  void shouldCompareThePolicyWithTheOneInForce() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(1).drained(10, 10, "70.000000");
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"), "policies:\n  - {name: shy, mode: observe}\n");

    CommandRun run = run(usage(day), "--policy", policy.toString(), "-o", "json");

    JsonNode report = json(run);
    assertThat(report.path("acts")).isEmpty();
    assertThat(report.path("decisions").path("alert").asInt()).isPositive();
    assertThat(report.path("difference").path("gone")).hasSize(1);
    assertThat(report.path("difference").path("gone").get(0).path("credential_id").asText())
        .isEqualTo("openai:bench:key-victim");
  }

  @Test
  void shouldTellHowMuchLaterAMilderPolicyKills() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(1).drained(10, 20, "70.000000");
    Path commands = folder.resolve("out.jsonl");
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            # first the money, then the key
            - name: mild
              mode: enforce
              ladder:
                - {action: cap, parameters: {limit_usd: "25.00"}}
                - {action: suspend, after: 3m}
            """);

    CommandRun run =
        run(usage(day), "--policy", policy.toString(), "--commands", commands.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(decisions(commands, "cap")).hasSize(1);
    assertThat(decisions(commands, "suspend")).hasSize(1);
    assertThat(run.out())
        .contains("Back-test of mild (enforce)")
        .contains("1 x suspend, 1 x cap")
        .containsPattern("~ openai:bench:key-victim suspend at .* min .* later");
  }

  @Test
  void shouldTakeARowThatIsOutOfOrderWhenItsTurnComes() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(1);
    List<String> lines = new ArrayList<>(day.lines());
    lines.add(lines.remove(3));
    Path file = RecordedDay.write(folder.resolve("usage.jsonl"), lines);

    JsonNode recording = json(run(file.toString(), "-o", "json")).path("recording");

    assertThat(recording.path("rejected").asLong()).isZero();
    assertThat(recording.path("rows").asLong()).isEqualTo(lines.size());
    assertThat(recording.path("provider_usd").asText())
        .isEqualTo(NanoUsd.toUsd(day.providerNanos()));
  }

  @Test
  void shouldLeaveOutWhatArrivedOutsideTheRange() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(1).drained(20, 5, "70.000000");

    CommandRun run = run(usage(day), "--to", "2026-05-04T08:10:00Z", "-o", "json");

    assertThat(json(run).path("acts")).isEmpty();
    assertThat(json(run).path("recording").path("last_at").asText()).startsWith("2026-05-04T08:09");
  }

  @Test
  void shouldReadOwnUsageFromSeveralFilesInOrderOfArrival() throws IOException {
    Path late = own("late.ndjson", "b", "2026-05-04T08:00:30Z", "70.1");
    Path early = own("early.ndjson", "a", "2026-05-04T08:00:05Z", "0.1");

    CommandRun run = CommandRun.of("backtest", late.toString(), early.toString(), "-o", "json");

    JsonNode recording = json(run).path("recording");
    assertThat(recording.path("first_at").asText()).isEqualTo("2026-05-04T08:00:05Z");
    assertThat(recording.path("telemetry_usd").asText()).isEqualTo("70.200000000");
    assertThat(json(run).path("acts").get(0).path("at").asText()).isEqualTo("2026-05-04T08:00:30Z");
  }

  @Test
  void shouldWriteAReportWithPlots() throws IOException {
    RecordedDay day = new RecordedDay(SEED).calm(1).drained(10, 10, "70.000000");
    Path report = folder.resolve("a/report");

    assertThat(run(usage(day), "--report", report.toString()).exit()).isZero();

    assertThat(JSON.readTree(report.resolve("report.json").toFile()).path("acts")).hasSize(1);
    assertThat(report.resolve("acts.svg")).content().startsWith("<svg ").contains("Acts per hour");
    assertThat(report.resolve("spend-001-openai_bench_key-victim.svg"))
        .content()
        .contains("US dollars per hour of openai:bench:key-victim")
        .contains(">suspend<");
  }

  @ParameterizedTest
  @CsvSource({
    "mode: stop, policies[0].mode",
    "ladder: [{action: shout}], policies[0].ladder[0].action",
    "ladder: [{action: suspend; min_probability: 7}], policies[0].ladder[0].min_probability",
    "lader: [], policies[0].lader",
  })
  void shouldNameTheFaultOfAPolicy(String setting, String path) throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"), "- name: bad\n  " + setting.replace(';', ',') + "\n");

    CommandRun run = run(usage(new RecordedDay(SEED).calm(1)), "--policy", policy.toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(path);
  }

  @Test
  void shouldRefuseWhatCannotBeReadAndSayTheFix() throws IOException {
    String usage = usage(new RecordedDay(SEED).calm(1));

    assertRefused(run("none.jsonl"), "--usage: cannot read none.jsonl; name a file of usage");
    assertRefused(CommandRun.of("backtest"), "FILE: name files, or one with --usage");
    assertRefused(run(usage, "--inventory", "none.json"), "--inventory: cannot read none.json");
    assertRefused(run(usage, "--policy", "none.yaml"), "--policy: cannot read none.yaml");
    assertRefused(run(usage, "--map", "none"), "--map: no file none and no built-in mapping");
    Path keys = Files.writeString(folder.resolve("keys.json"), "[{\"key_id\":\"k\"}]");
    assertRefused(run(usage, "--inventory", keys.toString()), "--inventory[0].provider: missing");
  }

  private static void assertRefused(CommandRun run, String message) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private static CommandRun run(String usage, String... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("backtest", "--usage", usage), Stream.of(more))
            .toArray(String[]::new));
  }

  private String usage(RecordedDay day) throws IOException {
    return RecordedDay.write(folder.resolve("usage.jsonl"), day.lines()).toString();
  }

  private Path own(String name, String id, String at, String usd) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        ("{'event_id':'"
                + id
                + "','occurred_at':'"
                + at
                + "','source':'TELEMETRY',"
                + "'credential':{'provider':'openai','account':'a','key_id':'k'},'model':'gpt-4.1',"
                + "'tokens':{'input':1000000},'cost_usd':"
                + usd
                + ",'status':'OK'}\n")
            .replace('\'', '"'));
  }

  private String inventory() throws IOException {
    return Files.writeString(
            folder.resolve("keys.json"),
            "[{\"key_id\":\"key-victim\",\"provider\":\"openai\",\"tenant\":\"acme\","
                + "\"feeds\":[\"provider_usage\"],\"created_at\":\"2026-05-04T08:10:00Z\","
                + "\"rotated_from\":\"key-0\"}]")
        .toString();
  }

  private static List<JsonNode> decisions(Path commands, String action) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String line : Files.readAllLines(commands)) {
      JsonNode decision = JSON.readTree(line);
      if (decision.path("action").asText().equals(action)) {
        found.add(decision);
      }
    }
    return found;
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }
}
