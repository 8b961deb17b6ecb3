package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.DetectorFixture.bucket;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.SpendCap;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpendCapDetectorTest {
  @ParameterizedTest
  @ValueSource(longs = {MINUTE, HOUR, DAY})
  void shouldRaiseOncePerWindowAtTheLimit(long windowMs) {
    DetectorFixture key = DetectorFixture.withCap("limit", Duration.ofMillis(windowMs), "3");

    key.at(call(0).usd(2.999_999_999));
    assertThat(caps(key)).isEmpty();
    key.at(call(SECOND).nanos(1));
    key.at(call(2 * SECOND).usd(5));

    assertThat(caps(key)).hasSize(1);
    Evidence evidence = caps(key).get(0);
    assertThat(evidence.getCause()).isEqualTo(Cause.CAP);
    assertThat(evidence.getProbability()).isEqualTo(1);
    assertThat(evidence.getSpendNanos()).isEqualTo(3 * NanoUsd.PER_USD);
    assertThat(evidence.getExpectedNanos()).isEqualTo(3 * NanoUsd.PER_USD);
    assertThat(evidence.getWindowMs()).isEqualTo(windowMs);
    assertThat(evidence.getSummary()).startsWith("spent $3.00 in one").contains("limit");
  }

  @Test
  void shouldClearAfterTheWindowAndRaiseAgainInTheNext() {
    DetectorFixture key = DetectorFixture.withCap("hourly", Duration.ofHours(1), "3");

    key.at(call(0).usd(4)).at(call(HOUR).usd(1)).at(call(HOUR + SECOND).usd(3));

    assertThat(caps(key).stream().map(Evidence::getState))
        .containsExactly(EvidenceState.RAISED, EvidenceState.CLEARED, EvidenceState.RAISED);
    assertThat(caps(key).stream().map(Evidence::getEvidenceId)).doesNotHaveDuplicates();
  }

  @Test
  void shouldClearWhenIdle() {
    DetectorFixture key = DetectorFixture.withCap("hourly", Duration.ofHours(1), "3");

    key.at(call(0).usd(4)).idle(Duration.ofMinutes(61));

    assertThat(caps(key)).last().matches(each -> each.getState() == EvidenceState.CLEARED);
  }

  @Test
  void shouldTakeTheLargerSideAndNotTheSum() {
    DetectorFixture key = DetectorFixture.withCap("hourly", Duration.ofHours(1), "3");

    key.at(call(0).usd(2)).arriving(5 * MINUTE, bucket(0).usd(2));
    assertThat(caps(key)).isEmpty();
    key.arriving(6 * MINUTE, bucket(MINUTE).usd(1));

    assertThat(caps(key)).hasSize(1);
  }

  @Test
  void shouldJudgeALateRowInItsOwnWindow() {
    DetectorFixture key = DetectorFixture.withCap("hourly", Duration.ofHours(1), "3");

    key.at(call(0).usd(2)).at(call(HOUR).usd(2));
    assertThat(caps(key)).isEmpty();
    key.arriving(HOUR + SECOND, call(30 * MINUTE).usd(1.5));

    assertThat(caps(key)).first().matches(each -> each.getSpendNanos() == 3_500_000_000L);
  }

  @Test
  void shouldForgetACapThatIsConfiguredNoMore() {
    DetectorFixture key = DetectorFixture.withCap("hourly", Duration.ofHours(1), "3");
    key.at(call(0).usd(4));
    KeyMonitorState state = key.replay.state(call(0).build());
    assertThat(state.episodes().isEmpty()).isFalse();

    new SpendCapDetector(List.of())
        .idle(new Moment(state, call(0).build().getCredential(), 0, 0), key.replay);

    assertThat(state.episodes().isEmpty()).isTrue();
    assertThat(caps(key)).last().matches(each -> each.getState() == EvidenceState.CLEARED);
  }

  @Test
  void shouldLeaveOtherKeysAlone() {
    SpendCap other =
        new SpendCap("other", List.of("openai:*"), Duration.ofHours(1), BigDecimal.ONE);
    DetectorFixture key =
        new DetectorFixture(
            new DetectionConfig(null, null, null, null, null, null, List.of(other)));

    key.at(call(0).usd(10));

    assertThat(caps(key)).isEmpty();
  }

  private static List<Evidence> caps(DetectorFixture key) {
    return key.said(Signal.SPEND_CAP);
  }
}
