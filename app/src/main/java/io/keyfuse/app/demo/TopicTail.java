package io.keyfuse.app.demo;

import io.keyfuse.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the output topics as any subscriber would, from their beginning, committed records only.
 * What was there before goes to one listener, what comes then to another. One thread of its own;
 * {@link #close} may be called by any.
 */
final class TopicTail implements Runnable, TopicSource.Following {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Long enough for what one transaction wrote to several topics to be there. */
  private static final Duration SETTLE = Duration.ofMillis(40);

  private final Consumer<String, byte[]> consumer;
  private final TopicReader reader;
  private final TopicListener earlier;
  private final TopicListener live;
  private final Set<String> troubles = new LinkedHashSet<>();
  private final Thread thread = new Thread(this, "demo-topic-tail");

  TopicTail(
      Consumer<String, byte[]> consumer,
      TopicSerdes serdes,
      TopicListener earlier,
      TopicListener live) {
    this.consumer = consumer;
    this.reader = new TopicReader(serdes);
    this.earlier = earlier;
    this.live = live;
    thread.setDaemon(true);
  }

  private static Consumer<String, byte[]> consumer(DemoTopics topics) {
    Map<String, Object> own = new HashMap<>(topics.consumerProperties());
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Begins to follow.
   *
   * @param earlier gets what the topics hold already
   * @param live gets what comes from now on
   */
  static TopicTail start(DemoTopics topics, TopicListener earlier, TopicListener live) {
    TopicTail tail = new TopicTail(consumer(topics), topics.serdes(), earlier, live);
    tail.thread.start();
    return tail;
  }

  @Override
  public void run() {
    try (consumer) {
      List<TopicPartition> partitions =
          TopicReader.FOLLOWED.stream()
              .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      follow(consumer.endOffsets(partitions));
    } catch (WakeupException e) {
      LOG.debug("the tail of the topics is closed");
    } catch (RuntimeException e) {
      LOG.error("the demo can no longer follow the topics", e);
      trouble("the topics can no longer be followed: " + e);
    }
  }

  private void follow(Map<TopicPartition, Long> ends) {
    while (!Thread.currentThread().isInterrupted()) {
      List<TopicRecord> batch = new ArrayList<>();
      read(POLL, batch);
      if (!batch.isEmpty()) {
        read(SETTLE, batch);
      }
      batch.sort(TopicRecord.ORDER);
      for (TopicRecord record : batch) {
        long end = ends.getOrDefault(record.place(), 0L);
        record.tell(record.offset() < end ? earlier : live);
      }
    }
  }

  /** One record that cannot be read does not end the tail: the others still count. */
  private void read(Duration most, List<TopicRecord> batch) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(most)) {
      try {
        batch.add(reader.read(record));
      } catch (SerializationException e) {
        LOG.error("{}-{} offset {}", record.topic(), record.partition(), record.offset(), e);
        trouble("unreadable records on " + record.topic());
      }
    }
  }

  private void trouble(String sentence) {
    synchronized (troubles) {
      troubles.add(sentence);
    }
  }

  @Override
  public Set<String> troubles() {
    synchronized (troubles) {
      return Set.copyOf(troubles);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
