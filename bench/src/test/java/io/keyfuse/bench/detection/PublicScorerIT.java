package io.keyfuse.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.testkit.scenario.ScenarioSet;
import io.keyfuse.testkit.scenario.SetPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public scorer, in Python, and ours give the same numbers. */
class PublicScorerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 4242;

  private @TempDir Path folder;

  @BeforeEach
  void needsPython() {
    boolean there = Files.isExecutable(Path.of("/usr/bin/python3"));
    assumeTrue(there, "skipped: no /usr/bin/python3 to run the public scorer");
  }

  @Test
  void shouldAgreeFieldByFieldOnRandomCommands() throws Exception {
    System.out.println("seed " + SEED);
    ScenarioSet.write(new SetPlan(SEED, 60, 14, Set.of()), folder);
    Path commands = folder.resolve("commands.jsonl");
    Files.write(commands, commands(SetFiles.truth(folder)));

    JsonNode theirs = publicScore(commands);
    Scorecard card =
        DetectionScorer.score(
            SetFiles.truth(folder),
            SetFiles.commands(commands),
            SetFiles.firstArrivals(SetFiles.usage(folder)));

    assertThat(card.kills().count()).isPositive();
    assertThat(card.overall().killed()).isPositive();
    agree("", theirs, JSON.readTree(ScorecardJson.of(card).toString()));
  }

  private static void agree(String path, JsonNode theirs, JsonNode ours) {
    if (theirs.isObject()) {
      Set<String> names = new TreeSet<>();
      theirs.fieldNames().forEachRemaining(names::add);
      Set<String> own = new TreeSet<>();
      ours.fieldNames().forEachRemaining(own::add);
      assertThat(own).as(path).isEqualTo(names);
      names.forEach(name -> agree(path + "/" + name, theirs.get(name), ours.get(name)));
    } else if (theirs.isArray()) {
      assertThat(ours.size()).as(path).isEqualTo(theirs.size());
      for (int i = 0; i < theirs.size(); i++) {
        agree(path + "/" + i, theirs.get(i), ours.get(i));
      }
    } else if (theirs.isFloatingPointNumber() && ours.isNumber()) {
      // A tie of the last digit may round either way.
      assertThat(ours.asDouble()).as(path).isCloseTo(theirs.asDouble(), within(0.0101));
    } else {
      assertThat(ours.asText()).as(path).isEqualTo(theirs.asText());
    }
  }

  private static List<String> commands(Truth truth) {
    Random random = new Random(SEED);
    List<String> keys = truth.bornMillis().keySet().stream().sorted().toList();
    List<String> lines = new ArrayList<>();
    for (Victim victim : truth.victims()) {
      for (int i = random.nextInt(4); i > 0; i--) {
        long length = victim.endMillis() - victim.beginMillis() + 7_200_000;
        long at = victim.beginMillis() - 3_600_000 + random.nextLong(length);
        lines.add(line(random, at, victim.keyId()));
      }
    }
    for (int i = 0; i < 400; i++) {
      long length = truth.endMillis() - truth.warmupEndMillis() + 86_400_000L;
      long at = truth.warmupEndMillis() - 86_400_000L + random.nextLong(length);
      lines.add(line(random, at, keys.get(random.nextInt(keys.size()))));
    }
    lines.add(line(random, truth.endMillis() - 1, "nobody"));
    return lines;
  }

  private static String line(Random random, long at, String keyId) {
    String action = List.of("suspend", "revoke", "cap", "alert", "throttle").get(random.nextInt(5));
    long until = at + 60_000 + random.nextInt(40_000_000);
    String cap = action.equals("cap") ? ",\"until\":\"" + Instant.ofEpochMilli(until) + "\"" : "";
    return "{\"at\":\"%s\",\"key_id\":\"%s\",\"action\":\"%s\"%s}"
        .formatted(Instant.ofEpochMilli(at), keyId, action, cap);
  }

  private JsonNode publicScore(Path commands) throws IOException, InterruptedException {
    Path script = folder.resolve("score.py");
    try (InputStream source = PublicScorerIT.class.getResourceAsStream("/scorer/score.py")) {
      Files.write(script, Objects.requireNonNull(source).readAllBytes());
    }
    Path out = folder.resolve("theirs.json");
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3",
                script.toString(),
                folder.resolve("labels.json").toString(),
                folder.resolve("keys.json").toString(),
                folder.resolve("usage.jsonl").toString(),
                commands.toString(),
                "--quiet")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return JSON.readTree(out.toFile());
  }
}
