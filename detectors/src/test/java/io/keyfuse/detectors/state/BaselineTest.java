package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keyfuse.schemas.money.NanoUsd;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final long HOUR_MS = PaneWidth.HOUR.ms();

  @Test
  void shouldExpectTheHourOfDayShrunkTowardsTheLevel() {
    HourlyLevel level = new HourlyLevel();
    for (int hour = 0; hour < 14 * 24; hour++) {
      level.learn(hour, hour % 24 == 2 ? 24 * NanoUsd.PER_USD : 0);
    }

    double batch = level.expectedUsd(2 * HOUR_MS, HOUR_MS);
    double quiet = level.expectedUsd(12 * HOUR_MS, HOUR_MS);

    assertThat(batch).isCloseTo((14 * 24 + 3) / 17.0, within(1e-6));
    assertThat(quiet).isCloseTo(3 / 17.0, within(1e-6));
    assertThat(level.expectedUsd(0, 24 * HOUR_MS)).isCloseTo(24, within(1e-6));
    assertThat(level.expectedUsd(2 * HOUR_MS, HOUR_MS / 60)).isCloseTo(batch / 60, within(1e-6));
  }

  @Test
  void shouldExpectNothingOfAnUnknownKey() {
    assertThat(new HourlyLevel().expectedUsd(0, HOUR_MS)).isZero();
  }

  @Test
  void shouldForgetALevelThatIsNoMore() {
    HourlyLevel level = new HourlyLevel();
    for (int hour = 0; hour < 42 * 24; hour++) {
      level.learn(hour, hour < 14 * 24 ? NanoUsd.PER_USD : 0);
    }

    assertThat(level.expectedUsd(0, HOUR_MS)).isBetween(0.05, 0.2);
  }

  @Test
  void shouldTakeCallsOfANewSizeForFewLumps() {
    Lumpiness lumps = new Lumpiness();
    for (int minute = 0; minute < 100; minute++) {
      lumps.learnMinute(0.02);
    }
    assertThat(lumps.dispersionUsd()).isCloseTo(0.02, within(1e-3));

    lumps.note(0, 1.5, 1);
    lumps.note(1_000, 1.5, 1);
    assertThat(lumps.dispersionUsd()).isCloseTo(1.5, within(0.01));
  }

  @Test
  void shouldSpreadARollUpOverItsCalls() {
    Lumpiness lumps = new Lumpiness();
    lumps.note(0, 30, 60);

    assertThat(lumps.dispersionUsd()).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void shouldForgetCallsAfterAWhileWhateverTheOrderOfArrival() {
    Lumpiness inOrder = new Lumpiness();
    inOrder.note(0, 2, 1);
    inOrder.note(1_200_000, 0.1, 1);
    Lumpiness reversed = new Lumpiness();
    reversed.note(1_200_000, 0.1, 1);
    reversed.note(0, 2, 1);

    assertThat(reversed.dispersionUsd()).isCloseTo(inOrder.dispersionUsd(), within(1e-5));
    assertThat(inOrder.dispersionUsd()).isLessThan(1.6);
  }

  @Test
  void shouldLearnADayWhenTheNextBegins() {
    Baseline baseline = new Baseline();
    baseline.reachDay(10);
    baseline.note(Horizon.MINUTE, 2 * NanoUsd.PER_USD);
    baseline.note(Horizon.MINUTE, NanoUsd.PER_USD);
    baseline.note(Horizon.DAY, 5 * NanoUsd.PER_USD);
    assertThat(baseline.activeDays()).isZero();

    baseline.reachDay(9);
    baseline.reachDay(11);
    baseline.reachDay(12);

    assertThat(baseline.activeDays()).as("the idle day does not count").isEqualTo(1);
    assertThat(baseline.maxima(Horizon.MINUTE).largestUsd()).isEqualTo(2);
    assertThat(baseline.maxima(Horizon.DAY).largestUsd()).isEqualTo(5);
  }
}
