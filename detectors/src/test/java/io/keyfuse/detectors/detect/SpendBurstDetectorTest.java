package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.DetectorFixture.bucket;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpendBurstDetectorTest {
  private static final long T0 = 7 * DAY + 10 * HOUR;

  @Test
  void shouldExplainABurst() {
    DetectorFixture key = burst(DetectorFixture.withDefaults().quietDays(7), T0, 21);

    Evidence first = bursts(key).get(0);
    Evidence last = bursts(key).get(bursts(key).size() - 1);

    assertThat(first.getCause()).isEqualTo(Cause.THEFT);
    assertThat(first.getProbability()).isBetween(0.5, 1.0);
    assertThat(first.getEpisodeStartedAt()).isEqualTo(first.getObservedAt());
    assertThat(last.getEpisodeStartedAt()).isEqualTo(first.getEpisodeStartedAt());
    assertThat(last.getProbability()).isGreaterThan(0.99);
    assertThat(last.getSpendNanos()).isEqualTo(21 * NanoUsd.PER_USD);
    assertThat(last.getSummary())
        .matches("spent \\$21\\.00 in (1|10) min, \\d+x its usual .*most so far was \\$0\\.\\d+");
    assertThat(last.getBurnNanosPerHour()).isEqualTo(126 * NanoUsd.PER_USD);
    assertThat(last.getRequestCount()).isEqualTo(21);
    assertThat(last.getTokenCount()).isEqualTo(252_000);
    assertThat(last.getTenant()).isEqualTo("tenant-1");
    assertThat(last.getFacts()).hasSizeLessThanOrEqualTo(16);
    assertThat(last.getFacts().stream().map(Fact::getName))
        .contains("active_days", "false_alarm_threshold_nats");
    assertThat(last.getFacts().stream().mapToDouble(Fact::getWeight).sum())
        .as("weights add up to the margin in nats")
        .isBetween(0.0, 200.0);
  }

  @Test
  void shouldNotJudgeUnderTheDollarFloor() {
    DetectorFixture key = DetectorFixture.withDefaults();
    for (long at = 0; at < 7 * DAY; at += 10 * MINUTE) {
      key.at(call(at).usd(0.000_01));
    }
    for (int i = 0; i < 19; i++) {
      key.at(call(T0 + i * SECOND).usd(0.10));
    }

    assertThat(bursts(key)).isEmpty();
  }

  @Test
  void shouldNotCountTheSameTrafficOnBothSidesTwice() {
    // Given a window just under the decision on one side
    DetectorFixture once = DetectorFixture.withDefaults().quietDays(7);
    DetectorFixture twice = DetectorFixture.withDefaults().quietDays(7);
    for (int i = 0; i < 40; i++) {
      once.at(call(T0 + i * SECOND).usd(0.05));
      twice.at(call(T0 + i * SECOND).usd(0.05));
    }

    // When the provider reports the same minute
    twice.arriving(T0 + 4 * MINUTE, bucket(T0).usd(2).requests(40));

    // Then nothing more is said than without the report
    assertThat(bursts(twice)).hasSameSizeAs(bursts(once));
  }

  @Test
  void shouldJudgeALumpOfLateRowsByTheirOwnMinutes() {
    // Given a key seen by the provider only, $3 an hour, whose feed stalls for ten hours
    DetectorFixture key = DetectorFixture.withDefaults();
    for (long at = 0; at < T0; at += MINUTE) {
      key.at(bucket(at).usd(0.05).requests(5));
    }
    long arrives = T0 + 10 * HOUR;

    // When 600 rows, $30 in all, arrive within a minute
    for (long minute = 0; minute < 600; minute++) {
      key.arriving(arrives + minute * 100, bucket(T0 + minute * MINUTE).usd(0.05).requests(5));
    }

    // Then
    assertThat(key.replay.thefts(0)).isEmpty();
  }

  @Test
  void shouldRaiseTheSameWhateverTheOrderOfArrivalWithinTheGrace() {
    long seed = 11;
    List<Integer> minutes = new ArrayList<>();
    for (int minute = 0; minute < 9; minute++) {
      minutes.add(minute);
    }
    double inOrder = highest(minutes);
    Collections.shuffle(minutes, new Random(seed));
    double shuffled = highest(minutes);
    Collections.reverse(minutes);
    double reversed = highest(minutes);

    assertThat(List.of(inOrder, shuffled, reversed))
        .as("seed %d", seed)
        .allMatch(probability -> probability >= 0.9);
  }

  @Test
  void shouldClearWhenTheHourAfterIsQuietAndNotRaiseTheSameDayAgain() {
    DetectorFixture key = burst(DetectorFixture.withDefaults().quietDays(7), T0, 60);
    for (long at = 10 * MINUTE; at < 8 * HOUR; at += 10 * MINUTE) {
      key.at(call(T0 + at).usd(0.10));
    }

    List<Evidence> said = bursts(key);
    Evidence last = said.get(said.size() - 1);

    assertThat(last.getState()).isEqualTo(EvidenceState.CLEARED);
    assertThat(said.stream().filter(each -> each.getState() == EvidenceState.CLEARED)).hasSize(1);
    assertThat(
            Duration.between(
                Instant.ofEpochMilli(DetectorFixture.START + T0), last.getObservedAt()))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(90));
    assertThat(last.getEpisodeStartedAt()).isEqualTo(said.get(0).getEpisodeStartedAt());
  }

  @Test
  void shouldClearWithoutFurtherEventsOnceIdle() {
    DetectorFixture key = burst(DetectorFixture.withDefaults().quietDays(7), T0, 60);

    key.idle(Duration.ofMinutes(10));
    assertThat(bursts(key)).noneMatch(each -> each.getState() == EvidenceState.CLEARED);
    key.idle(Duration.ofMinutes(61));

    assertThat(bursts(key)).last().matches(each -> each.getState() == EvidenceState.CLEARED);
    assertThat(key.replay.monitor().waitMs(key.replay.state(call(0).build())))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldNotLearnFromAnEpisode() {
    // Given two thefts of the same size, a day apart
    DetectorFixture key = burst(DetectorFixture.withDefaults().quietDays(7), T0, 30);
    for (long at = T0 + 10 * MINUTE; at < T0 + DAY; at += 10 * MINUTE) {
      key.at(call(at).usd(0.10));
    }
    long first = highestOf(bursts(key));
    int before = bursts(key).size();

    burst(key, T0 + DAY, 30);

    List<Evidence> second = bursts(key).subList(before, bursts(key).size());
    assertThat(highestOf(second)).isGreaterThanOrEqualTo(first - 3);
  }

  @Test
  void shouldAcceptTheLevelThatTheOwnerReleased() {
    DetectorFixture key = burst(DetectorFixture.withDefaults().quietDays(7), T0, 30);
    assertThat(key.replay.thefts(0.9)).isNotEmpty();
    key.status(KeyState.SUSPENDED, T0 + MINUTE).status(KeyState.ACTIVE, T0 + HOUR);
    int before = key.replay.thefts(0).size();

    burst(key, T0 + 2 * HOUR, 30);

    assertThat(key.replay.thefts(0)).hasSize(before);
  }

  private static DetectorFixture burst(DetectorFixture key, long fromMs, int calls) {
    for (int i = 0; i < calls; i++) {
      key.at(call(fromMs + i * SECOND).usd(1));
    }
    return key;
  }

  private static double highest(List<Integer> minutes) {
    DetectorFixture key = DetectorFixture.withDefaults().quietDays(7);
    for (int minute : minutes) {
      key.arriving(T0 + 12 * MINUTE, bucket(T0 + minute * MINUTE).usd(2).requests(4));
    }
    return bursts(key).stream().mapToDouble(Evidence::getProbability).max().orElse(0);
  }

  /** The highest probability as nats over even odds, rounded. */
  private static long highestOf(List<Evidence> said) {
    double most = said.stream().mapToDouble(Evidence::getProbability).max().orElse(0);
    return Math.round(Math.log(most / (1 - most)));
  }

  private static List<Evidence> bursts(DetectorFixture key) {
    return key.said(Signal.SPEND_BURST);
  }
}
