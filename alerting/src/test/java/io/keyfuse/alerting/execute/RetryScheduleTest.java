package io.keyfuse.alerting.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private final RetrySchedule schedule =
      new RetrySchedule(Duration.ofMillis(250), Duration.ofSeconds(30), new Random(7));

  @Test
  void shouldDoubleWithinTheUpperHalfAndStopAtTheLongest() {
    for (int attempt = 1; attempt <= 200; attempt++) {
      long full = attempt > 8 ? 30_000 : Math.min(30_000, 250L << (attempt - 1));
      assertThat(schedule.delay(attempt, null).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void shouldHonourWhatTheProviderAskedForWithinReason() {
    assertThat(schedule.delay(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(schedule.delay(1, Duration.ofDays(9))).isEqualTo(Duration.ofMinutes(5));
    assertThat(schedule.delay(1, Duration.ZERO).toMillis()).isBetween(125L, 250L);
  }
}
