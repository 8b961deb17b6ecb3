package io.keyfuse.schemas.stream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaResolverTest {
  private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

  private final SwitchedRegistry registry = new SwitchedRegistry();
  private final SchemaResolver resolver =
      new SchemaResolver(
          new SchemaAnswers(registry, InstantSource.system()), InstantSource.system());

  @BeforeEach
  void start() {
    resolver.start();
  }

  @AfterEach
  void close() {
    resolver.close();
  }

  @Test
  void shouldSettleAnUnknownIdWhileTheReaderWaits() {
    registry.known.add(7);

    assertThat(resolver.isSettled(7)).isFalse();
    resolver.await(Set.of(7));

    assertThat(resolver.isSettled(7)).isTrue();
    assertThat(resolver.unanswered()).isZero();
  }

  @Test
  void shouldSettleARefusedId() {
    assertThat(resolver.isSettled(8)).isFalse();
    resolver.await(Set.of(8));

    assertThat(resolver.isSettled(8)).isTrue();
  }

  @Test
  void shouldNotLetReadersWaitDuringAnOutageAndAnswerSoonAfterIt() {
    registry.away = true;
    registry.known.addAll(Set.of(1, 2));
    assertThat(resolver.isSettled(1)).isFalse();
    await().atMost(BACK_WITHIN).until(() -> resolver.unanswered() > 0);

    long from = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      resolver.await(Set.of(1, 2));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(250));

    registry.away = false;
    await().atMost(BACK_WITHIN).until(() -> resolver.isSettled(1));
    await().atMost(BACK_WITHIN).until(() -> resolver.isSettled(2));
  }

  @Test
  void shouldNotLetAnIdForWhichTheRegistryFailsHoldUpOthers() {
    registry.brokenId = 1;
    registry.known.add(2);

    await()
        .atMost(BACK_WITHIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !resolver.isSettled(1) && resolver.isSettled(2));
  }
}
