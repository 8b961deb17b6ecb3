package io.keyfuse.schemas.stream.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A consumer of logs in memory behind a gate, joined as {@link SchemaGateConsumer} joins it. */
final class LogConsumer implements SchemaGate.Below {
  static final int BATCH = 7;

  final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> logs = new HashMap<>();
  final Map<TopicPartition, Long> positions = new HashMap<>();
  final Set<TopicPartition> paused = new HashSet<>();
  final AtomicInteger held = new AtomicInteger();
  final SchemaGate gate;

  LogConsumer(Set<String> gated, SchemaQuestion schemas) {
    this.gate = new SchemaGate(gated, schemas, this, held);
  }

  List<ConsumerRecord<String, byte[]>> log(TopicPartition partition) {
    return logs.getOrDefault(partition, List.of());
  }

  /** Takes a partition in, as a rebalance does: not paused, at its committed offset. */
  void assign(TopicPartition partition, long offset) {
    positions.put(partition, offset);
    paused.remove(partition);
  }

  void revoke(TopicPartition partition) {
    gate.forget(Set.of(partition));
    positions.remove(partition);
  }

  void ownerPauses(TopicPartition partition) {
    pause(Set.of(partition));
    gate.ownerPauses(Set.of(partition));
  }

  void ownerResumes(TopicPartition partition) {
    resume(gate.ownerResumes(Set.of(partition)));
  }

  void ownerSeeks(TopicPartition partition, long offset) {
    seek(partition, offset);
    gate.ownerSeeks(Set.of(partition));
  }

  ConsumerRecords<String, byte[]> poll() {
    gate.release();
    return gate.pass(fetched());
  }

  private ConsumerRecords<String, byte[]> fetched() {
    Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (TopicPartition partition : List.copyOf(positions.keySet())) {
      List<ConsumerRecord<String, byte[]>> batch =
          paused.contains(partition) ? List.of() : batch(partition);
      if (!batch.isEmpty()) {
        long end = batch.get(batch.size() - 1).offset() + 1;
        positions.put(partition, end);
        records.put(partition, batch);
        next.put(partition, new OffsetAndMetadata(end));
      }
    }
    return new ConsumerRecords<>(records, next);
  }

  private List<ConsumerRecord<String, byte[]>> batch(TopicPartition partition) {
    List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : log(partition)) {
      if (record.offset() >= positions.getOrDefault(partition, 0L) && batch.size() < BATCH) {
        batch.add(record);
      }
    }
    return batch;
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    positions.put(partition, offset);
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    paused.addAll(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    paused.removeAll(partitions);
  }
}
