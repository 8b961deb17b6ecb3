package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.DetectorFixture.bucket;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.UsageStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Usage after a block, models without price, detectors that fail. */
class SmallDetectorsTest {
  @Test
  void shouldTellUsageAfterABlockAtMostOncePerTenSeconds() {
    DetectorFixture key = DetectorFixture.withDefaults().at(call(0).usd(1));
    key.status(KeyState.SUSPENDED, 10 * SECOND);

    for (int second = 11; second < 29; second++) {
      key.at(call(second * SECOND).usd(0.5));
    }
    assertThat(leaks(key)).hasSize(2);
    key.idle(Duration.ofSeconds(10)).idle(Duration.ofSeconds(10));

    assertThat(leaks(key)).hasSize(3);
    Evidence last = leaks(key).get(2);
    assertThat(last.getSpendNanos()).isEqualTo(9 * NanoUsd.PER_USD);
    assertThat(last.getRequestCount()).isEqualTo(18);
    assertThat(last.getSummary()).isEqualTo("blocked key still spent $9.00 in 18 calls");
    assertThat(last.getEpisodeStartedAt().toEpochMilli())
        .isEqualTo(DetectorFixture.START + 10 * SECOND);
  }

  @Test
  void shouldNotTakeLateOrRefusedUsageForALeak() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.status(KeyState.REVOKED, 90 * SECOND);

    key.arriving(5 * MINUTE, call(89 * SECOND).usd(1));
    key.arriving(5 * MINUTE, bucket(MINUTE).usd(1));
    key.at(call(6 * MINUTE).usd(0).status(UsageStatus.ERROR));
    assertThat(leaks(key)).isEmpty();
    key.arriving(7 * MINUTE, bucket(2 * MINUTE).usd(1));

    assertThat(leaks(key)).hasSize(1);
  }

  @Test
  void shouldTakeTheLargerSideOfALeak() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.status(KeyState.SUSPENDED, 0);

    key.at(call(MINUTE).usd(2)).arriving(5 * MINUTE, bucket(MINUTE).usd(2));
    key.idle(Duration.ofMinutes(1));

    assertThat(leaks(key)).last().matches(each -> each.getSpendNanos() == 2 * NanoUsd.PER_USD);
  }

  @Test
  void shouldStopTellingWhenTheKeyIsReleased() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.status(KeyState.SUSPENDED, 0).status(KeyState.ACTIVE, MINUTE).at(call(2 * MINUTE).usd(1));

    assertThat(leaks(key)).isEmpty();
  }

  @Test
  void shouldTellAModelWithoutPriceOncePerDay() {
    DetectorFixture key = DetectorFixture.withDefaults();
    for (long at = 0; at < 2 * DAY; at += DAY / 4) {
      key.at(call(at).usd(0.1).model("new-1").basis(CostBasis.UNPRICED));
      key.at(call(at).usd(0.1).model("new-2").basis(CostBasis.UNSPECIFIED));
      key.at(call(at).usd(0.1).model("known").basis(CostBasis.REPORTED));
    }

    List<Evidence> said = key.said(Signal.UNPRICED_MODEL);
    assertThat(said).hasSize(4).allMatch(each -> each.getCause() == Cause.PRICING);
    assertThat(said.get(0).getSummary()).contains("new-1").contains("conservative");
    assertThat(key.replay.windows()).anyMatch(window -> window.getUnpriced());
  }

  @Test
  void shouldTellAFailingDetectorAndGoOnWithTheOthers() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Detector failing = new FailingDetector();
    KeyMonitor monitor =
        new KeyMonitor(
            DetectionConfig.defaults(), List.of(failing, new UnpricedModelDetector()), metrics);
    Replay sink = Replay.of(List.of());
    KeyMonitorState state = new KeyMonitorState();

    for (int i = 0; i < 5; i++) {
      monitor.usage(
          state,
          call(i * SECOND).usd(1).basis(CostBasis.UNPRICED).build(),
          DetectorFixture.START,
          sink);
    }

    assertThat(sink.said().stream().map(each -> each.evidence().getSignal()))
        .containsExactly(Signal.DETECTOR_ERROR, Signal.UNPRICED_MODEL);
    Evidence error = sink.said().get(0).evidence();
    assertThat(error.getCause()).isEqualTo(Cause.INTERNAL);
    assertThat(error.getSummary()).contains("failing").doesNotContain("secret");
    assertThat(metrics.counter("keyfuse.detectors.errors", "detector", "failing").count())
        .isEqualTo(5);
  }

  @Test
  void shouldCountAnEventFarAheadAsNow() {
    DetectorFixture key = DetectorFixture.withDefaults();
    key.arriving(0, call(DAY).usd(1));

    assertThat(key.replay.state(call(0).build()).clockMs()).isEqualTo(DetectorFixture.START);
  }

  private static List<Evidence> leaks(DetectorFixture key) {
    return key.said(Signal.USAGE_AFTER_BLOCK);
  }

  private static final class FailingDetector implements Detector {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public void judge(Observation seen, MonitorSink out) {
      throw new IllegalStateException("secret detail");
    }
  }
}
