package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import org.junit.jupiter.api.Test;

class ColdStartDetectorTest {
  @Test
  void shouldAllowASteadyNewcomerOfAHundredDollarsAnHour() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "50", "150");
    for (long at = 0; at < 5 * HOUR; at += SECOND) {
      key.at(call(at).usd(100 / 3_600.0));
    }

    assertThat(key.replay.thefts(0)).isEmpty();
  }

  @Test
  void shouldRaiseAtTheAllowanceOfTenMinutes() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "50", "150");
    for (int minute = 0; minute < 10; minute++) {
      key.at(call(minute * MINUTE).usd(4.99));
    }
    assertThat(raised(key)).isZero();

    key.at(call(9 * MINUTE + SECOND).usd(0.10));

    Evidence evidence = key.said(Signal.COLD_START_BURST).get(0);
    assertThat(evidence.getProbability()).isBetween(0.9, 0.901);
    assertThat(evidence.getExpectedNanos()).isEqualTo(50 * NanoUsd.PER_USD);
    assertThat(evidence.getSummary())
        .isEqualTo("new key spent $50.00 in 10 min, 1.0x the $50.00 allowed without history");
  }

  @Test
  void shouldBeMoreProbableTheMoreIsSpent() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "50", "150");
    key.at(call(0).usd(30)).at(call(20 * SECOND).usd(30)).at(call(40 * SECOND).usd(300));

    assertThat(key.said(Signal.COLD_START_BURST).stream().map(Evidence::getProbability))
        .isSorted()
        .hasSize(3);
  }

  @Test
  void shouldTakeALevelThatStoodForThreeDaysForUsual() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "50", "150");
    for (long at = 0; at < 10 * DAY; at += HOUR) {
      key.at(call(at).usd(40));
    }

    Evidence last = key.said(Signal.COLD_START_BURST).get(raised(key));
    assertThat(last.getState()).isEqualTo(EvidenceState.CLEARED);
    assertThat(last.getSummary()).startsWith("stood for three days");
    assertThat(last.getObservedAt().toEpochMilli()).isEqualTo(DetectorFixture.START + 3 * DAY);
    assertThat(key.said(Signal.SPEND_BURST)).isEmpty();
  }

  @Test
  void shouldLeaveAKeyWithThreeActiveDaysToTheBaseline() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "50", "150");
    for (long at = 0; at < 3 * DAY; at += HOUR) {
      key.at(call(at).usd(20));
    }

    key.at(call(3 * DAY).usd(30));

    assertThat(key.replay.thefts(0)).isEmpty();
  }

  @Test
  void shouldLearnTheQuietPartOfADayWithAnEpisode() {
    // Given three days with a lump above the allowance each
    DetectorFixture key = DetectorFixture.withAllowances("25", "50", "150");
    for (int day = 0; day < 3; day++) {
      key.at(call(day * DAY).usd(5)).at(call(day * DAY + HOUR).usd(60));
      key.at(call(day * DAY + 5 * HOUR).usd(5));
    }
    assertThat(raised(key)).isEqualTo(3);

    // When the fourth comes
    key.at(call(3 * DAY).usd(5)).at(call(3 * DAY + HOUR).usd(60));

    // Then the key has a baseline
    assertThat(raised(key)).isEqualTo(3);
  }

  private static int raised(DetectorFixture key) {
    return (int)
        key.said(Signal.COLD_START_BURST).stream()
            .filter(each -> each.getState() == EvidenceState.RAISED)
            .count();
  }
}
