package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyMaximaTest {
  @Test
  void shouldNotBeSurprisedBeforeTheFirstDay() {
    assertThat(new DailyMaxima().surprise(1_000)).isZero();
  }

  @Test
  void shouldBeMoreSurprisedByMore() {
    DailyMaxima maxima = steady(14, 10);

    assertThat(maxima.surprise(10)).isLessThan(2);
    assertThat(maxima.surprise(100)).isBetween(6.0, 16.0);
    assertThat(maxima.surprise(1_000)).isGreaterThan(maxima.surprise(100));
  }

  @Test
  void shouldBeMoreSurprisedTheMoreDaysItKnows() {
    assertThat(steady(14, 10).surprise(80)).isGreaterThan(steady(3, 10).surprise(80));
  }

  @Test
  void shouldNotTakeQuietWeekendsForAWildKey() {
    DailyMaxima weekdaysOnly = steady(10, 10);
    DailyMaxima withWeekends = new DailyMaxima();
    for (int day = 0; day < 14; day++) {
      withWeekends.learn(day % 7 < 5 ? 10 : 0.2);
    }

    assertThat(withWeekends.surprise(100)).isGreaterThan(0.9 * weekdaysOnly.surprise(100));
  }

  @Test
  void shouldLimitWhatOneLumpTeachesUnlessAccepted() {
    DailyMaxima learnt = steady(10, 10);
    DailyMaxima accepted = steady(10, 10);

    learnt.learn(10_000);
    accepted.accept(10_000);

    assertThat(learnt.largestUsd()).isBetween(40.0, 41.0);
    assertThat(accepted.largestUsd()).isEqualTo(10_000);
  }

  @Test
  void shouldForgetTheLargestSlowly() {
    DailyMaxima maxima = steady(5, 10);
    maxima.accept(100);
    for (int day = 0; day < 30; day++) {
      maxima.learn(10);
    }

    assertThat(maxima.largestUsd()).isBetween(50.0, 60.0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldKeepItsPromiseOnLognormalDays(long seed) {
    // Given 4000 keys with two weeks of maxima of spread 0.5, and the next day's maximum
    Random random = new Random(seed);
    int keys = 4_000;
    int beyond = 0;
    for (int key = 0; key < keys; key++) {
      DailyMaxima maxima = new DailyMaxima();
      for (int day = 0; day < 14; day++) {
        maxima.accept(10 * Math.exp(0.5 * random.nextGaussian()));
      }
      beyond += maxima.surprise(10 * Math.exp(0.5 * random.nextGaussian())) > 5 ? 1 : 0;
    }

    // Then a surprise of 5 nats comes at most as often as promised, e^-5
    assertThat(beyond / (double) keys).as("seed %d", seed).isLessThanOrEqualTo(Math.exp(-5));
  }

  private static DailyMaxima steady(int days, double usd) {
    DailyMaxima maxima = new DailyMaxima();
    for (int day = 0; day < days; day++) {
      maxima.learn(usd);
    }
    return maxima;
  }
}
