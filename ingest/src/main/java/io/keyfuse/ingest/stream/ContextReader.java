package io.keyfuse.ingest.stream;

import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the context topic to its end, without a group. A call hands on what was committed since the
 * last one, up to the end as it is at the call; open transactions before it are waited for. Used by
 * one thread.
 */
final class ContextReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_IDLE = 600;

  private final Consumer<String, byte[]> committed;
  private final Consumer<String, byte[]> ends;
  private List<TopicPartition> partitions = List.of();

  /**
   * Makes a reader.
   *
   * @param connection bootstrap servers and security
   */
  ContextReader(Map<String, Object> connection) {
    this.committed = consumer(connection, IsolationLevel.READ_COMMITTED);
    this.ends = consumer(connection, IsolationLevel.READ_UNCOMMITTED);
  }

  private static Consumer<String, byte[]> consumer(
      Map<String, Object> connection, IsolationLevel level) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Hands on every record up to the end.
   *
   * @throws TimeoutException when an open transaction hides the end for two minutes
   */
  void readToEnd(java.util.function.Consumer<ConsumerRecord<String, byte[]>> taker) {
    if (partitions.isEmpty()) {
      partitions =
          committed.partitionsFor(Topics.CONTEXT.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      committed.assign(partitions);
      committed.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> end = ends.endOffsets(partitions);
    int idle = 0;
    while (partitions.stream().anyMatch(p -> committed.position(p) < end.getOrDefault(p, 0L))) {
      var records = committed.poll(POLL);
      records.forEach(taker);
      idle = records.isEmpty() ? idle + 1 : 0;
      if (idle > MOST_IDLE) {
        throw new TimeoutException("an open transaction hides the end of " + Topics.CONTEXT);
      }
    }
  }

  @Override
  public void close() {
    committed.close();
    ends.close();
  }
}
