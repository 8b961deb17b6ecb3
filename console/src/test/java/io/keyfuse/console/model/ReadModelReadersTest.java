package io.keyfuse.console.model;

import static io.keyfuse.console.fixture.Records.NOW;
import static io.keyfuse.console.fixture.Records.alert;
import static io.keyfuse.console.fixture.Records.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.schemas.v1.IncidentState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadModelReadersTest {
  private final ReadModel model = new ReadModel(ConsoleConfig.defaults(), InstantSource.fixed(NOW));
  private final ExecutorService pool = Executors.newFixedThreadPool(5);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @Test
  void shouldGiveReadersWholeViewsWhileTheWriterWrites() throws Exception {
    // Given four readers, and a writer that keeps two keys at the same spend
    Future<?> writer =
        pool.submit(
            () -> {
              for (int i = 1; i <= 3_000; i++) {
                model.apply(minute("a", 0, i, i));
                model.apply(alert("i" + i, 0, IncidentState.OPEN).build());
              }
            });
    Callable<Integer> reader =
        () -> {
          int views = 0;
          long last = 0;
          while (!writer.isDone()) {
            Overview overview = model.overview();
            SpendView spend = model.spend();
            assertThat(overview.versions().spend()).isGreaterThanOrEqualTo(last);
            assertThat(spend.totalUsd()).hasSize(60);
            spend.keys().forEach(k -> assertThat(k.spendUsd()).isEqualTo(spend.totalUsd()));
            assertThat(model.incidents(50)).hasSizeLessThanOrEqualTo(50);
            last = overview.versions().spend();
            views++;
          }
          return views;
        };
    List<Future<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(pool.submit(reader));
    }

    // Then no reader saw a half-written view
    writer.get(60, TimeUnit.SECONDS);
    for (Future<Integer> done : readers) {
      assertThat(done.get(60, TimeUnit.SECONDS)).isNotNegative();
    }
    assertThat(model.overview().versions().spend()).isEqualTo(3_000);
  }

  @Test
  void shouldWakeAWaiterAtAChangeAndNotBefore() throws Exception {
    long seen = model.awaitChange(-1, TimeUnit.SECONDS.toNanos(10));
    assertThat(model.awaitChange(seen, TimeUnit.MILLISECONDS.toNanos(20))).isEqualTo(seen);

    Future<Long> waiter = pool.submit(() -> model.awaitChange(seen, TimeUnit.MINUTES.toNanos(5)));
    model.apply(alert("a", 0, IncidentState.OPEN).build());

    assertThat(waiter.get(30, TimeUnit.SECONDS)).isGreaterThan(seen);
  }

  @Test
  void shouldNotCallItAChangeWhenAWindowBringsNothingNew() throws Exception {
    model.apply(minute("a", 0, 0, 5));
    long seen = model.awaitChange(-1, 1);

    model.apply(minute("a", 0, 0, 5));

    assertThat(model.awaitChange(seen, 1)).isEqualTo(seen);
  }
}
