package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.bucket;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An hour above the threshold at the end of a busy day, of a key with both feeds. */
class DarkBurstTest {
  private static final int DAYS = 7;
  private static final long T0 = DAYS * DAY + 16 * HOUR;
  private static final double KILL = 0.9;
  private static final double NOTIFY = 0.6;

  private final DetectorFixture key = DetectorFixture.withDefaults();

  /** The day's total is far above the usual $14.40, and telemetry shows all of it. */
  @BeforeEach
  void spendAllDay() {
    for (long at = 0; at < DAYS * DAY; at += 10 * MINUTE) {
      shown(at, 0.10);
    }
    for (long at = DAYS * DAY; at < T0; at += 10 * MINUTE) {
      shown(at, 2.40);
    }
    assertThat(highest()).as("the owner's callers explain it").isZero();
  }

  @Test
  void shouldNotLetTheDaysTotalHideADarkHour() {
    for (long at = T0; at < T0 + HOUR; at += 10 * MINUTE) {
      shown(at, 0.10).at(bucket(at + MINUTE).usd(1.20));
    }

    assertThat(highest()).isGreaterThanOrEqualTo(KILL);
    assertThat(key.raised(Signal.SPEND_BURST))
        .last()
        .matches(each -> each.getSummary().contains("in 1 h,"));
  }

  @Test
  void shouldNotifyAtMostOfTheSameHourWhenTelemetryShowsIt() {
    for (long at = T0; at < T0 + HOUR; at += 10 * MINUTE) {
      shown(at, 0.10);
      shown(at + MINUTE, 1.20);
    }

    assertThat(highest()).isLessThanOrEqualTo(NOTIFY);
  }

  private DetectorFixture shown(long at, double usd) {
    Call call = call(at).usd(usd).from(OwnedKey.OWN_NET + 1, OwnedKey.OWN_AGENT, "user-7");
    return key.at(call).at(bucket(at).usd(usd));
  }

  private double highest() {
    return key.raised(Signal.SPEND_BURST).stream()
        .mapToDouble(Evidence::getProbability)
        .max()
        .orElse(0);
  }
}
