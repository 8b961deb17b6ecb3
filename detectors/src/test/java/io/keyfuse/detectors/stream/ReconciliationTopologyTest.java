package io.keyfuse.detectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.UsageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates and bills between the topics. */
class ReconciliationTopologyTest {
  private static final long DAY = 86_400_000;
  private static final long START = BenignTraffic.START.toEpochMilli();

  @TempDir Path folder;

  @Test
  void shouldTellAMismatchOnceTheBillHasComeToRest() {
    try (DetectionHarness detection = new DetectionHarness(folder, 100)) {
      billTooMuch(detection, "key-1");
      detection.sleep(Duration.ofMinutes(9));
      assertThat(mismatches(detection)).isEmpty();

      detection.sleep(Duration.ofMinutes(2));

      assertThat(mismatches(detection)).singleElement().matches(this::isAboutKeyOne);
      assertThat(detection.counted("keyfuse.detectors.estimated.usd")).isEqualTo(10);
      assertThat(detection.counted("keyfuse.detectors.billed.usd")).isEqualTo(40);
      detection.sleep(Duration.ofDays(1));
      assertThat(mismatches(detection)).isEmpty();
    }
  }

  @Test
  void shouldTellEveryKeyWhenMoreWaitThanAreRemembered() {
    try (DetectionHarness detection = new DetectionHarness(folder, 1)) {
      List<Evidence> told = new ArrayList<>();
      for (int key = 1; key <= 4; key++) {
        billTooMuch(detection, "key-" + key);
      }
      for (int minute = 0; minute < 20; minute++) {
        detection.sleep(Duration.ofMinutes(1));
        mismatches(detection).forEach(record -> told.add(record.value()));
      }

      assertThat(told)
          .extracting(evidence -> evidence.getCredential().getKeyId())
          .containsExactlyInAnyOrder("key-1", "key-2", "key-3", "key-4");
    }
  }

  @Test
  void shouldCountMinutesSetSideBySide() {
    try (DetectionHarness detection = new DetectionHarness(folder, 100)) {
      for (int minute = 0; minute < 13; minute++) {
        long atMs = START + minute * 60_000L;
        detection.usage(Call.of("key-1", atMs).usd(1).build());
        detection.usage(Call.bucket("key-1", atMs).usd(1).build());
      }

      assertThat(detection.counted("keyfuse.detectors.reconciled.minutes")).isEqualTo(2);
    }
  }

  private boolean isAboutKeyOne(TestRecord<String, Evidence> record) {
    return record.key().equals("anthropic:default:key-1")
        && record.value().getSpendNanos() == 40_000_000_000L
        && record.value().getExpectedNanos() == 10_000_000_000L;
  }

  /** A day estimated at $10 and billed at $40, and a charge two days later. */
  private static void billTooMuch(DetectionHarness detection, String key) {
    detection.usage(Call.bucket(key, START).usd(10).build());
    for (int day : new int[] {0, 2}) {
      detection.usage(
          Call.of(key, START + day * DAY)
              .from(UsageSource.BILLING_EXPORT)
              .width(DAY)
              .usd(day == 0 ? 40 : 1)
              .basis(CostBasis.REPORTED)
              .build());
    }
  }

  private static List<TestRecord<String, Evidence>> mismatches(DetectionHarness detection) {
    return detection.evidence().stream()
        .filter(record -> record.value().getSignal() == Signal.BILL_MISMATCH)
        .toList();
  }
}
