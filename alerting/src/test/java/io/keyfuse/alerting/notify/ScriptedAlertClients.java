package io.keyfuse.alerting.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own test clients over one list of records; commits outlive a consumer, per group. */
final class ScriptedAlertClients implements AlertClients {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ALERTS.name(), 0);

  private final List<byte[]> records = new CopyOnWriteArrayList<>();
  private final Map<String, Long> commits = new ConcurrentHashMap<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  void add(byte[] value) {
    records.add(value);
  }

  long committed(String group) {
    return commits.getOrDefault(group, 0L);
  }

  List<ProducerRecord<byte[], byte[]>> letters() {
    return producer.history();
  }

  void refuseLetters(@Nullable RuntimeException fault) {
    producer.sendException = fault;
  }

  @Override
  public Producer<byte[], byte[]> deadLetters() {
    return producer;
  }

  @Override
  public Consumer<byte[], byte[]> consumer(String groupId) {
    MockConsumer<byte[], byte[]> consumer = new Committing(groupId);
    Map<TopicPartition, Long> start = new HashMap<>(Map.of(PARTITION, committed(groupId)));
    consumer.updateBeginningOffsets(start);
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          for (int i = Math.toIntExact(committed(groupId)); i < records.size(); i++) {
            consumer.addRecord(
                new ConsumerRecord<>(
                    Topics.ALERTS.name(),
                    0,
                    i,
                    "openai:proj_a:key_1".getBytes(UTF_8),
                    records.get(i)));
          }
        });
    return consumer;
  }

  private final class Committing extends MockConsumer<byte[], byte[]> {
    private final String group;

    Committing(String group) {
      super("earliest");
      this.group = group;
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      super.commitSync(offsets);
      offsets.values().forEach(offset -> commits.put(group, offset.offset()));
    }
  }
}
