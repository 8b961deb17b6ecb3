package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.START;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakReportDetectorTest {
  private final DetectorFixture key = DetectorFixture.withDefaults();

  @Test
  void shouldRaiseOnceOnAKeyNeverSeen() {
    report(HOUR);
    report(2 * HOUR);

    assertThat(said()).hasSize(1);
    Evidence evidence = said().get(0);
    assertThat(evidence.getState()).isEqualTo(EvidenceState.RAISED);
    assertThat(evidence.getCause()).isEqualTo(Cause.THEFT);
    assertThat(evidence.getProbability()).isEqualTo(0.95);
    assertThat(evidence.getSpendNanos()).isZero();
    assertThat(evidence.getObservedAt().toEpochMilli()).isEqualTo(START + HOUR);
    assertThat(evidence.getSummary()).isEqualTo("leaked key was reported at 2026-03-02T01:00:00Z");
  }

  @Test
  void shouldTellWhatUsageCostsAsItGrows() {
    report(HOUR);

    for (int minute = 1; minute <= 9; minute++) {
      key.at(call(HOUR + minute * MINUTE).usd(1));
    }

    assertThat(said()).as("each quarter more").hasSizeBetween(5, 8);
    assertThat(said())
        .allMatch(each -> each.getProbability() == 0.95)
        .extracting(Evidence::getEpisodeStartedAt)
        .containsOnly(said().get(0).getEpisodeStartedAt());
    assertThat(said().get(1).getSummary()).isEqualTo("leaked key is used");
    assertThat(said().get(1).getSpendNanos()).isEqualTo(NanoUsd.PER_USD);
  }

  @Test
  void shouldStandHoweverLongTheKeyIsUsedAfterIt() {
    key.quietDays(3);
    report(3 * DAY);

    for (long at = 3 * DAY; at < 10 * DAY; at += HOUR) {
      key.at(call(at).usd(0.1));
    }

    assertThat(said()).allMatch(each -> each.getState() == EvidenceState.RAISED);
    assertThat(said()).last().matches(each -> at(each) > 9 * DAY, "still told on the tenth day");
  }

  @Test
  void shouldBeToldAgainAfterARelease() {
    // Given a leak that led to a block, which the owner took back
    report(HOUR);
    key.status(KeyState.SUSPENDED, HOUR).status(KeyState.ACTIVE, 2 * HOUR);
    key.at(call(3 * HOUR).usd(1));
    assertThat(said()).hasSize(1);

    // When
    report(4 * HOUR);

    // Then
    assertThat(said()).hasSize(2);
    assertThat(said().get(1).getEpisodeStartedAt())
        .isNotEqualTo(said().get(0).getEpisodeStartedAt());
  }

  @Test
  void shouldBeAnotherEvidenceAfterAReleaseWithoutUsage() {
    key.at(call(0).usd(1));
    report(DAY);
    key.status(KeyState.SUSPENDED, DAY).status(KeyState.ACTIVE, 2 * DAY);

    report(3 * DAY);

    assertThat(said().stream().map(Evidence::getEvidenceId)).doesNotHaveDuplicates().hasSize(2);
    assertThat(said().stream().map(LeakReportDetectorTest::at)).containsExactly(DAY, 3 * DAY);
  }

  @Test
  void shouldTakeAReportFromTheFutureForOneOfNow() {
    key.told(HOUR, new KeyMessage.Leaked(START + 30 * DAY));

    assertThat(at(said().get(0))).isEqualTo(HOUR);
  }

  @Test
  void shouldSayNothingOfAKeyThatWasNotReported() {
    key.quietDays(1);

    assertThat(said()).isEmpty();
  }

  @Test
  void shouldArmTheKeyForThreeDays() {
    key.quietDays(1);

    report(DAY);

    var tally = key.replay.state(call(0).build()).ownership().foreign();
    assertThat(tally.isArmed(START + 4 * DAY - 1)).isTrue();
    assertThat(tally.isArmed(START + 4 * DAY)).isFalse();
  }

  private void report(long at) {
    key.told(at, new KeyMessage.Leaked(START + at));
  }

  private List<Evidence> said() {
    return key.said(Signal.LEAK_REPORT);
  }

  private static long at(Evidence evidence) {
    return evidence.getObservedAt().toEpochMilli() - START;
  }
}
