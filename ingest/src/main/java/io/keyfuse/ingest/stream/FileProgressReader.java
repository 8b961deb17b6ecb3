package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.file.FileProgress;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
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
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads from the context topic how far deliveries are stored: committed records only, up to the end
 * that uncommitted ones have reached, so that nothing which commits later is missed. Reads each
 * record once, however many deliveries are asked for. Used by one thread.
 */
public final class FileProgressReader implements AutoCloseable {
  static final String SCOPE = "feed/file/";
  static final String PARTS = "parts";
  static final String DONE = "done";

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_IDLE = 600;

  private final Consumer<String, byte[]> committed;
  private final Consumer<String, byte[]> ends;
  private final Deserializer<ContextEvent> decoder;
  private final Map<String, FileProgress> known = new HashMap<>();
  private List<TopicPartition> partitions = List.of();

  /**
   * Makes a reader.
   *
   * @param connection bootstrap servers and security
   */
  public FileProgressReader(Map<String, Object> connection, TopicSerdes serdes) {
    this.committed = consumer(connection, IsolationLevel.READ_COMMITTED);
    this.ends = consumer(connection, IsolationLevel.READ_UNCOMMITTED);
    this.decoder = serdes.value(Topics.CONTEXT).deserializer();
  }

  private static Consumer<String, byte[]> consumer(
      Map<String, Object> connection, IsolationLevel level) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns how far a delivery is stored by now. */
  public FileProgress read(String deliveryId) {
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
      records.forEach(this::take);
      idle = records.isEmpty() ? idle + 1 : 0;
      if (idle > MOST_IDLE) {
        throw new TimeoutException("an open transaction hides the end of " + Topics.CONTEXT);
      }
    }
    return known.getOrDefault(SCOPE + deliveryId, FileProgress.NONE);
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || record.value() == null || !record.key().startsWith(SCOPE)) {
      return;
    }
    try {
      ContextEvent event = decoder.deserialize(record.topic(), record.value());
      Map<String, String> attributes = event.getAttributes();
      known.put(
          record.key(),
          new FileProgress(
              Long.parseLong(attributes.getOrDefault(PARTS, "0")),
              Boolean.parseBoolean(attributes.getOrDefault(DONE, "false"))));
    } catch (SerializationException | NumberFormatException notOurs) {
      known.remove(record.key());
    }
  }

  @Override
  public void close() {
    committed.close();
    ends.close();
  }
}
