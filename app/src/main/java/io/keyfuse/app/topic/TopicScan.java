package io.keyfuse.app.topic;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.schemas.config.ConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning to the end that it had when the scan was opened, committed
 * records only. Used by one thread, which closes the consumer.
 */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int API_TIMEOUT_MS = 20_000;

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;

  /**
   * Opens the scan.
   *
   * @param consumer as {@link #consumer} makes it
   * @throws ConfigException when the topic is missing
   */
  public TopicScan(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.nanoTime = nanoTime;
    var infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new ConfigException("topics", topic + " is missing; start Keyfuse once or make it");
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    this.begins = consumer.beginningOffsets(partitions);
    this.ends = consumer.endOffsets(partitions);
  }

  /** Makes a consumer of committed bytes without a group; the caller closes it. */
  public static Consumer<byte[], byte[]> consumer(AppConfig config) {
    Map<String, Object> settings = config.clientProperties();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS / 2);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns how many offsets there are to read. */
  public long length() {
    long length = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      length += end.getValue() - begins.getOrDefault(end.getKey(), 0L);
    }
    return length;
  }

  /** Returns the first offset that is left of each partition. */
  public Map<Integer, Long> begins() {
    Map<Integer, Long> offsets = new HashMap<>();
    begins.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
    return offsets;
  }

  /** Gives every record to the taker, in the order of offsets within a partition. */
  public void read(
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker, LongConsumer progress) {
    consumer.assign(ends.keySet());
    begins.forEach(consumer::seek);
    long since = nanoTime.getAsLong();
    long before = -1;
    long done = done();
    while (done < length()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end) {
          taker.accept(record);
        }
      }
      done = done();
      progress.accept(done);
      if (done > before) {
        since = nanoTime.getAsLong();
        before = done;
      }
      checkPatience(since);
    }
  }

  private long done() {
    long done = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long position = Math.min(end.getValue(), consumer.position(end.getKey()));
      done += position - begins.getOrDefault(end.getKey(), 0L);
    }
    return done;
  }

  private void checkPatience(long since) {
    if (nanoTime.getAsLong() - since > PATIENCE_NANOS) {
      throw new IllegalStateException("Kafka gave no record for 30 s; check that it is up");
    }
  }
}
