package io.keyfuse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class SharedSerdeTest {
  private static final int THREADS = 8;
  private static final int EACH = 5_000;

  @Test
  void shouldWriteAndReadWholeRecordsWhenManyThreadsShareOneSerde() throws Exception {
    TopicSerdes serdes = new TopicSerdes(new FixedRegistry(KeyStatus.SCHEMA$), true);
    Serde<KeyStatus> shared = serdes.value(Topics.KEYS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> wrong =
          threads.invokeAll(
              IntStream.range(0, THREADS)
                  .<java.util.concurrent.Callable<Integer>>mapToObj(
                      thread -> () -> wrong(shared, thread))
                  .toList());

      for (Future<Integer> count : wrong) {
        assertThat(count.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int wrong(Serde<KeyStatus> shared, int thread) {
    int wrong = 0;
    for (int i = 0; i < EACH; i++) {
      KeyStatus status = status(thread, i);
      byte[] bytes = shared.serializer().serialize(Topics.KEYS.name(), status);
      wrong += status.equals(shared.deserializer().deserialize(Topics.KEYS.name(), bytes)) ? 0 : 1;
    }
    return wrong;
  }

  private static KeyStatus status(int thread, int i) {
    return KeyStatus.newBuilder()
        .setCredential(new Credential("openai", "a" + thread, "key_" + "x".repeat(i % 40)))
        .setState(KeyState.ACTIVE)
        .setSince(Instant.ofEpochMilli(i))
        .setReason("thread " + thread + " record " + i)
        .build();
  }
}
