package io.keyfuse.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioSetTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SetPlan PLAN = new SetPlan(20_251_101, 90, 14, Set.of());

  private Path folder = Path.of("");

  @BeforeAll
  void write(@TempDir Path temporary) throws IOException {
    folder = temporary;
    System.out.println("seed " + PLAN.seed());
    ScenarioSet.write(PLAN, folder.resolve("one"));
  }

  @Test
  void shouldWriteTheSameBytesForTheSamePlan() throws IOException {
    ScenarioSet.write(PLAN, folder.resolve("two"));

    for (String file : List.of("usage.jsonl", "keys.json", "labels.json")) {
      assertThat(Files.mismatch(folder.resolve("one").resolve(file), folder.resolve("two/" + file)))
          .as(file)
          .isEqualTo(-1);
    }
  }

  @Test
  void shouldWriteAnotherSetForAnotherSeed() throws IOException {
    SetPlan other = new SetPlan(PLAN.seed() + 1, 90, 14, Set.of());
    ScenarioSet.write(other, folder.resolve("three"));

    assertThat(Files.mismatch(one("labels.json"), folder.resolve("three/labels.json")))
        .isNotEqualTo(-1);
  }

  @Test
  void shouldWriteRowsInOrderOfArrivalAndNoneBeforeItHappened() throws IOException {
    String last = "";
    for (String line : Files.readAllLines(one("usage.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      String arrived = row.get("arrived_at").asText();
      assertThat(arrived).isGreaterThanOrEqualTo(last);
      assertThat(arrived).isGreaterThan(row.get("occurred_at").asText());
      last = arrived;
    }
  }

  @Test
  void shouldNameNoCallerInTheProvidersRows() throws IOException {
    for (String line : Files.readAllLines(one("usage.jsonl"))) {
      if (line.contains("\"source\":\"provider_usage\"")) {
        assertThat(line).doesNotContain("source_ip", "user_agent", "\"user\"");
      }
    }
  }

  @Test
  void shouldLabelWhatEachMinuteOfATheftCost() throws IOException {
    JsonNode labels = JSON.readTree(one("labels.json").toFile());
    assertThat(labels.get("attacks")).isNotEmpty();
    for (JsonNode attack : labels.get("attacks")) {
      double all = 0;
      for (JsonNode victim : attack.get("keys")) {
        double sum = 0;
        for (JsonNode minute : victim.get("minutes")) {
          sum += minute.get(1).asDouble();
        }
        assertThat(sum).isCloseTo(victim.get("cost_usd").asDouble(), within(0.01));
        all += sum;
      }
      assertThat(all).isCloseTo(attack.get("attacker_cost_usd").asDouble(), within(0.01));
    }
  }

  @Test
  void shouldLetNoTheftBeginInTheWarmUp() throws IOException {
    JsonNode labels = JSON.readTree(one("labels.json").toFile());
    Instant warmupEnd = Instant.parse(labels.get("warmup_end").asText());
    for (JsonNode attack : labels.get("attacks")) {
      assertThat(Instant.parse(attack.get("start").asText())).isAfterOrEqualTo(warmupEnd);
      if (!attack.get("recon_start").isNull()) {
        assertThat(Instant.parse(attack.get("recon_start").asText()))
            .isAfter(warmupEnd.minusSeconds(61_200));
      }
    }
  }

  @Test
  void shouldRefuseAKindThatTheCatalogueLacks() {
    assertThatThrownBy(() -> new SetPlan(1, 10, 14, Set.of("A99")))
        .hasMessageContaining("kinds: A99 is not in the catalogue; give some of");
    assertThatThrownBy(() -> new SetPlan(1, 0, 14, Set.of())).hasMessageContaining("keys: 0");
    assertThatThrownBy(() -> new SetPlan(1, 10, 8, Set.of())).hasMessageContaining("days: 8");
  }

  private Path one(String file) {
    return folder.resolve("one").resolve(file);
  }
}
