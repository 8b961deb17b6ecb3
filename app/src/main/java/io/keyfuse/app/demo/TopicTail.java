package io.keyfuse.app.demo;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
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
  private static final List<Topic<?>> FOLLOWED =
      List.of(Topics.SPEND, Topics.ALERTS, Topics.COMMANDS, Topics.OUTCOMES);

  private final Consumer<String, byte[]> consumer;
  private final Records records;
  private final TopicListener earlier;
  private final TopicListener live;
  private final Thread thread = new Thread(this, "demo-topic-tail");

  TopicTail(
      Consumer<String, byte[]> consumer,
      TopicSerdes serdes,
      TopicListener earlier,
      TopicListener live) {
    this.consumer = consumer;
    this.records = new Records(serdes);
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
          FOLLOWED.stream()
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
    }
  }

  private void follow(Map<TopicPartition, Long> ends) {
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
        records.tell(record, record.offset() < end ? earlier : live);
      }
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

  /** Reads a record by its topic and tells it to a listener. */
  private static final class Records {
    private static final String SIGNER = "keyfuse-key-id";

    private final Map<String, Deserializer<?>> values = new HashMap<>();

    Records(TopicSerdes serdes) {
      values.put(Topics.SPEND.name(), serdes.value(Topics.SPEND).deserializer());
      values.put(Topics.ALERTS.name(), serdes.value(Topics.ALERTS).deserializer());
      values.put(Topics.COMMANDS.name(), serdes.value(Topics.COMMANDS).deserializer());
      values.put(Topics.OUTCOMES.name(), serdes.value(Topics.OUTCOMES).deserializer());
    }

    void tell(ConsumerRecord<String, byte[]> record, TopicListener listener) {
      Deserializer<?> deserializer = values.get(record.topic());
      Object value =
          deserializer == null
              ? null
              : deserializer.deserialize(record.topic(), record.headers(), record.value());
      if (value instanceof Alert alert) {
        listener.onAlert(alert);
      } else if (value instanceof KillSwitchCommand command) {
        listener.onCommand(command, signer(record));
      } else if (value instanceof CommandOutcome outcome) {
        listener.onOutcome(outcome);
      } else if (value instanceof SpendWindow window) {
        listener.onSpend(window);
      }
    }

    private static String signer(ConsumerRecord<String, byte[]> record) {
      Header name = record.headers().lastHeader(SIGNER);
      Header signature = record.headers().lastHeader("keyfuse-signature");
      return name == null || signature == null
          ? ""
          : new String(name.value(), StandardCharsets.UTF_8);
    }
  }
}
