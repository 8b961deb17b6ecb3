package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.DetectorFixture.bucket;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.KeyProfile;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowCloserTest {
  @Test
  void shouldCloseAMinuteWhenItsGraceHasPassed() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.at(call(0).usd(1).tokens(10, 3)).at(call(59 * SECOND).usd(2).status(UsageStatus.ERROR));
    key.at(call(89 * SECOND).usd(4));
    assertThat(key.replay.windows()).isEmpty();

    key.at(call(90 * SECOND).usd(8));

    SpendWindow minute = key.replay.windows().get(0);
    assertThat(key.replay.windows()).hasSize(1);
    assertThat(minute.getWidthMs()).isEqualTo(MINUTE);
    assertThat(minute.getWindowStart()).isEqualTo(Instant.ofEpochMilli(DetectorFixture.START));
    assertThat(minute.getRevision()).isZero();
    assertThat(minute.getSpendNanos()).isEqualTo(3 * NanoUsd.PER_USD);
    assertThat(minute.getTelemetry())
        .isEqualTo(new SpendTotals(3 * NanoUsd.PER_USD, 2L, 1L, 20_010L, 4_003L));
    assertThat(minute.getProvider()).isEqualTo(new SpendTotals(0L, 0L, 0L, 0L, 0L));
    assertThat(minute.getClosedAt().toEpochMilli()).isEqualTo(DetectorFixture.START + 90 * SECOND);
  }

  @Test
  void shouldCorrectAClosedMinuteOncePerMinuteHoweverManyRowsAreLate() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.at(call(0).usd(1)).at(call(2 * MINUTE).usd(1));
    int closed = key.replay.windows().size();

    for (int row = 0; row < 5; row++) {
      key.arriving(2 * MINUTE + row * SECOND, bucket(0).usd(0.5));
    }
    assertThat(key.replay.windows()).hasSize(closed);
    key.at(call(4 * MINUTE).usd(1));

    SpendWindow correction =
        key.replay.windows().stream().filter(each -> each.getRevision() == 1).findFirst().get();
    assertThat(correction.getWindowStart().toEpochMilli()).isEqualTo(DetectorFixture.START);
    assertThat(correction.getSpendNanos()).isEqualTo(2_500_000_000L);
    assertThat(correction.getTelemetry().getCostNanos()).isEqualTo(NanoUsd.PER_USD);
  }

  @Test
  void shouldTellARestatementDownwards() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.arriving(5 * MINUTE, bucket(0).usd(10)).arriving(6 * MINUTE, bucket(4 * MINUTE).usd(1));

    key.arriving(7 * MINUTE, bucket(0).usd(-2).requests(0)).idle(Duration.ofMinutes(5));

    assertThat(of(key, MINUTE, 0))
        .extracting(SpendWindow::getSpendNanos)
        .containsExactly(10 * NanoUsd.PER_USD, 8 * NanoUsd.PER_USD);
  }

  @Test
  void shouldCloseTheHour() {
    DetectorFixture key = DetectorFixture.withDefaults();
    for (int minute = 0; minute < 62; minute++) {
      key.at(call(minute * MINUTE).usd(1));
    }

    assertThat(of(key, HOUR, 0))
        .singleElement()
        .matches(hour -> hour.getSpendNanos() == 60 * NanoUsd.PER_USD);
  }

  @Test
  void shouldCorrectTheHourByRowsTooLateForTheirMinute() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.at(call(0).usd(1)).at(call(3 * HOUR).usd(1));

    key.arriving(3 * HOUR, bucket(0).usd(5).from(UsageSource.PROVIDER_USAGE));
    key.idle(Duration.ofHours(2));

    assertThat(of(key, MINUTE, 0)).hasSize(1);
    assertThat(of(key, HOUR, 0)).last().matches(hour -> hour.getProvider().getCostNanos() == 5e9);
  }

  @Test
  void shouldNotCountABillBesideTheUsageItBills() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.at(bucket(0).usd(5).from(UsageSource.PROVIDER_USAGE));

    key.arriving(3 * HOUR, bucket(0).usd(5).from(UsageSource.BILLING_EXPORT));
    key.idle(Duration.ofHours(2));

    assertThat(of(key, HOUR, 0)).last().matches(hour -> hour.getSpendNanos() == 5e9);
  }

  @Test
  void shouldCloseEverythingOfAnIdleKeyAndThenNeedNoMoreTime() {
    DetectorFixture key = DetectorFixture.withDefaults().at(call(0).usd(1));
    long waitMs = key.replay.monitor().waitMs(key.replay.state(call(0).build()));
    assertThat(waitMs).isEqualTo(90 * SECOND);

    key.idle(Duration.ofMillis(waitMs - 1));
    assertThat(key.replay.windows()).isEmpty();
    key.idle(Duration.ofMillis(waitMs));
    assertThat(key.replay.windows()).hasSize(1);
    key.idle(Duration.ofHours(2));

    assertThat(key.replay.windows()).hasSize(2);
    assertThat(key.replay.monitor().waitMs(key.replay.state(call(0).build())))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldAddUpToTheUsageOfEachSide() {
    // Given three days of two feeds, and then silence
    List<Arrival> arrivals = new BenignTraffic(3).add(KeyProfile.batchService("key"), 3).arrivals();
    Replay replay = Replay.of(arrivals);
    replay.idle(arrivals.get(0).event(), Duration.ofHours(3).toMillis());

    // When only the last revision of each window counts
    Map<String, SpendWindow> last = new HashMap<>();
    replay
        .windows()
        .forEach(each -> last.put(each.getWidthMs() + "@" + each.getWindowStart(), each));

    // Then minutes and hours add up to every event of the side
    for (UsageSource source : List.of(UsageSource.TELEMETRY, UsageSource.PROVIDER_USAGE)) {
      long sent =
          arrivals.stream()
              .filter(each -> each.event().getSource() == source)
              .mapToLong(each -> each.event().getCost().getAmountNanos())
              .sum();
      for (long width : new long[] {MINUTE, HOUR}) {
        long told =
            last.values().stream()
                .filter(each -> each.getWidthMs() == width)
                .map(
                    each ->
                        source == UsageSource.TELEMETRY ? each.getTelemetry() : each.getProvider())
                .mapToLong(SpendTotals::getCostNanos)
                .sum();
        assertThat(told).as("%s at %d ms", source, width).isEqualTo(sent);
      }
    }
  }

  private static List<SpendWindow> of(DetectorFixture key, long widthMs, long afterStartMs) {
    return key.replay.windows().stream()
        .filter(each -> each.getWidthMs() == widthMs)
        .filter(
            each -> each.getWindowStart().toEpochMilli() == DetectorFixture.START + afterStartMs)
        .toList();
  }
}
