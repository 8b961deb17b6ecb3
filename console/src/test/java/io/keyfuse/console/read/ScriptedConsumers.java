package io.keyfuse.console.read;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The console's topics in memory; each consumer made reads them from their beginning. */
final class ScriptedConsumers implements Supplier<Consumer<String, byte[]>> {
  private static final List<Topic<?>> ALL =
      List.of(
          Topics.ALERTS,
          Topics.COMMANDS,
          Topics.OUTCOMES,
          Topics.DECISIONS,
          Topics.SPEND,
          Topics.KEYS);

  private final Map<String, Integer> partitions = new HashMap<>();
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private final Map<String, Instant> asked = new HashMap<>();
  private int assigned;

  ScriptedConsumers() {
    ALL.forEach(topic -> partitions.put(topic.name(), 1));
  }

  synchronized void put(Topic<?> topic, String key, byte @Nullable [] value) {
    long offset = records.stream().filter(r -> r.topic().equals(topic.name())).count();
    records.add(new ConsumerRecord<>(topic.name(), 0, offset, key, value));
  }

  synchronized void grow(Topic<?> topic) {
    partitions.merge(topic.name(), 1, Integer::sum);
  }

  synchronized void hide(Topic<?> topic) {
    partitions.put(topic.name(), 0);
  }

  synchronized void show(Topic<?> topic) {
    partitions.put(topic.name(), 1);
  }

  synchronized @Nullable Instant askedSince(Topic<?> topic) {
    return asked.get(topic.name());
  }

  synchronized int assigned() {
    return assigned;
  }

  @Override
  public synchronized Consumer<String, byte[]> get() {
    Scripted consumer = new Scripted();
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Topic<?> topic : ALL) {
      for (int p = 0; p < partitions.getOrDefault(topic.name(), 0); p++) {
        int partition = p;
        TopicPartition at = new TopicPartition(topic.name(), partition);
        starts.put(at, 0L);
        ends.put(
            at,
            records.stream()
                .filter(r -> r.topic().equals(topic.name()) && r.partition() == partition)
                .count());
      }
    }
    consumer.updateBeginningOffsets(starts);
    consumer.updateEndOffsets(ends);
    List<ConsumerRecord<String, byte[]>> script = List.copyOf(records);
    consumer.schedulePollTask(() -> script.forEach(consumer::addRecord));
    return consumer;
  }

  private List<PartitionInfo> infos(String topic) {
    synchronized (this) {
      return IntStream.range(0, partitions.getOrDefault(topic, 0))
          .mapToObj(p -> new PartitionInfo(topic, p, null, null, null))
          .toList();
    }
  }

  /** Kafka's own test consumer with the two lookups that it leaves out. */
  private final class Scripted extends MockConsumer<String, byte[]> {
    Scripted() {
      super("earliest");
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
      return infos(topic);
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> to) {
      super.assign(to);
      synchronized (ScriptedConsumers.this) {
        assigned = to.size();
      }
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      synchronized (ScriptedConsumers.this) {
        times.forEach((p, ms) -> asked.put(p.topic(), Instant.ofEpochMilli(ms)));
      }
      times.forEach((p, ms) -> found.put(p, new OffsetAndTimestamp(0, ms)));
      return found;
    }
  }
}
