package io.keyfuse.detectors.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurstScoreTest {
  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource({"0,1", "1,1", "1.1,1", "0,0"})
  void shouldSayNothingAboutTheUsual(double spend, double expected) {
    assertThat(BurstScore.nats(spend, expected, 1)).isZero();
  }

  @Test
  void shouldCountLumpsOfANewSize() {
    // Four calls of $1.50 where almost nothing is usual: ln 50 each
    assertThat(BurstScore.nats(6, 0.0001, 1.5)).isCloseTo(4 * Math.log(50), within(0.01));
  }

  @Test
  void shouldUseTheRatioThatFitsBest() {
    double drip = BurstScore.nats(15, 10, 0.1);
    double flood = BurstScore.nats(500, 10, 0.1);

    assertThat(drip).isCloseTo((15 * Math.log(1.5) - 5) / 0.1, within(1e-9));
    assertThat(flood).isCloseTo((500 * Math.log(50) - 490) / 0.1, within(1e-9));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void shouldExceedAThresholdNoMoreOftenThanItPromisesOnPoissonLumps(long seed) {
    // Given minutes of 3 lumps of 10 cents on average
    Random random = new Random(seed);
    int minutes = 200_000;
    double threshold = Math.log(1_000);
    int beyond = 0;
    for (int minute = 0; minute < minutes; minute++) {
      beyond += BurstScore.nats(0.1 * poisson(random, 3), 0.3, 0.1) > threshold ? 1 : 0;
    }

    // Then at most one in a thousand is beyond ln 1000
    assertThat(beyond).as("seed %d", seed).isLessThanOrEqualTo(minutes / 1_000);
  }

  private static int poisson(Random random, double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
