package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayPaceTest {
  private final AtomicLong nanos = new AtomicLong(5);
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void shouldHoldEventsBackToTheRate() throws InterruptedException {
    ReplayJob.Pace pace = pace(100);

    for (int n = 0; n < 200; n++) {
      pace.await(n, 5);
    }

    assertThat(nanos.get() - 5).isEqualTo(1_990_000_000L);
    assertThat(pauses).hasSize(199).containsOnly(Duration.ofMillis(10));
  }

  @Test
  void shouldNotWaitWhenTheIntakeIsSlowerThanTheRate() throws InterruptedException {
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());

    pace(100).await(50, 5);

    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldNotWaitWithoutALimit() throws InterruptedException {
    pace(0).await(1_000_000, 5);

    assertThat(pauses).isEmpty();
  }

  private ReplayJob.Pace pace(long perSecond) {
    return new ReplayJob.Pace(
        perSecond,
        time -> {
          pauses.add(time);
          nanos.addAndGet(time.toNanos());
        },
        nanos::get);
  }
}
