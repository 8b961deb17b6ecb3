package io.keyfuse.bench.decision;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Notes when the first record of each key became readable on a topic, as a consumer that reads only
 * what is committed sees it. Reads on a thread of its own until closed; thread-safe.
 */
final class AnswerWatch implements AutoCloseable {
  private final Map<String, Long> firstNanos = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread reader;

  /** Watches what is written from now on. */
  AnswerWatch(Map<String, Object> kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    reader = new Thread(() -> read(consumer), "answer-watch");
    reader.start();
  }

  /** Returns the clock's nanoseconds of each key's first record. */
  Map<String, Long> firstNanos() {
    return firstNanos;
  }

  private void read(KafkaConsumer<String, byte[]> consumer) {
    try (consumer) {
      while (!closed.get()) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          firstNanos.putIfAbsent(each.key(), System.nanoTime());
        }
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.set(true);
    reader.join();
  }
}
