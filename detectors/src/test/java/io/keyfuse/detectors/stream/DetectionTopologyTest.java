package io.keyfuse.detectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.Attacks;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.KeyProfile;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.SpendWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTopologyTest {
  private static final long START = BenignTraffic.START.toEpochMilli();
  private static final long MINUTE = 60_000;

  private final Path folder;

  DetectionTopologyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldKeepItsShape() throws IOException {
    if (Boolean.getBoolean("keyfuse.golden.write")) {
      Files.writeString(
          Path.of("src", "test", "resources", "golden", "detection-topology.txt"),
          DetectionHarness.describe());
    }
    try (InputStream golden = getClass().getResourceAsStream("/golden/detection-topology.txt")) {
      assertThat(DetectionHarness.describe())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldCloseWindowsByTheKeysOwnTime() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.usage(Call.of("a", START).usd(1).build());
      harness.usage(Call.of("b", START + 5 * MINUTE).usd(1).build());
      assertThat(harness.spend()).isEmpty();

      harness.usage(Call.of("a", START + 2 * MINUTE).usd(2).build());

      List<TestRecord<String, SpendWindow>> spend = harness.spend();
      assertThat(spend).hasSize(1);
      assertThat(spend.get(0).key()).isEqualTo("anthropic:default:a");
      assertThat(spend.get(0).value().getSpendNanos()).isEqualTo(1_000_000_000L);
      assertThat(spend.get(0).value().getClosedAt()).isEqualTo(BenignTraffic.START);
    }
  }

  @Test
  void shouldCloseTheWindowsOfAnIdleKeyByTheWallClock() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.usage(Call.of("a", START).usd(1).build());

      harness.sleep(Duration.ofSeconds(80));
      assertThat(harness.spend()).isEmpty();
      harness.sleep(Duration.ofSeconds(20));
      assertThat(harness.spend()).hasSize(1);
      harness.sleep(Duration.ofMinutes(70));

      assertThat(harness.spend())
          .singleElement()
          .matches(hour -> hour.value().getWidthMs() == 60 * MINUTE);
    }
  }

  @Test
  void shouldCorrectAClosedWindow() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.usage(Call.of("a", START).usd(1).build());
      harness.usage(Call.of("a", START + 3 * MINUTE).usd(1).build());
      harness.spend();

      harness.usage(Call.bucket("a", START).usd(1.5).build());
      harness.sleep(Duration.ofSeconds(30));

      assertThat(harness.spend())
          .singleElement()
          .matches(correction -> correction.value().getRevision() == 1)
          .matches(correction -> correction.value().getSpendNanos() == 1_500_000_000L);
    }
  }

  @Test
  void shouldFindIdleKeysAgainAfterARestart() {
    byte[] stored;
    try (DetectionHarness harness = new DetectionHarness(folder.resolve("one"), 100)) {
      harness.usage(Call.of("a", START).usd(1).build());
      stored = harness.stored("anthropic:default:a");
    }

    try (DetectionHarness harness = new DetectionHarness(folder.resolve("two"), 100)) {
      harness.store("anthropic:default:a", stored);
      harness.sleep(Duration.ofSeconds(10));
      assertThat(harness.spend()).as("the wait begins anew").isEmpty();
      harness.sleep(Duration.ofMinutes(2));

      assertThat(harness.spend()).hasSize(1);
    }
  }

  @Test
  void shouldCloseMoreIdleKeysThanItRemembers() {
    try (DetectionHarness harness = new DetectionHarness(folder, 4)) {
      for (int key = 0; key < 20; key++) {
        harness.usage(Call.of("key-" + key, START).usd(1).build());
      }

      for (int minute = 0; minute < 800; minute++) {
        harness.sleep(Duration.ofMinutes(1));
      }

      assertThat(harness.spend()).as("a minute and an hour each").hasSize(40);
    }
  }

  @Test
  void shouldSayWhatThePureStepSays() {
    List<Arrival> arrivals =
        new BenignTraffic(1)
            .add(KeyProfile.smallDeveloperKey("victim"), 6)
            .with(Attacks.longContext("victim", START + 5 * 24 * 60 * MINUTE, 20, 1))
            .arrivals();
    Replay pure = Replay.of(arrivals);

    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      arrivals.forEach(arrival -> harness.usage(arrival.event()));

      List<Evidence> said = harness.evidence().stream().map(TestRecord::value).toList();
      assertThat(said)
          .isNotEmpty()
          .isEqualTo(pure.said().stream().map(Replay.Said::evidence).toList());
    }
  }

  @Test
  void shouldFollowTheKeysStatus() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.status("a", KeyState.SUSPENDED, START);
      harness.usage(Call.of("a", START + MINUTE).usd(1).build());
      assertThat(harness.evidence())
          .singleElement()
          .matches(each -> each.value().getSignal() == Signal.USAGE_AFTER_BLOCK);

      harness.forget("a");
      harness.usage(Call.of("a", START + 2 * MINUTE).usd(1).build());
      assertThat(harness.evidence()).isEmpty();
    }
  }

  @Test
  void shouldCountWhatItDoes() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.usage(Call.of("a", START).usd(1).build());
      harness.usage(Call.of("a", START + 2 * MINUTE).usd(1).build());

      assertThat(harness.counted("keyfuse.detectors.events")).isEqualTo(2);
      assertThat(harness.counted("keyfuse.detectors.windows")).isEqualTo(1);
      assertThat(harness.counted("keyfuse.detectors.evidence")).isZero();
    }
  }
}
