package io.keyfuse.schemas.stream.gate;

import io.keyfuse.schemas.serde.WireFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a poll is handed on. A partition is held from the first record on whose schema is
 * not settled: it is rewound to that record and paused until it is. The owner of the consumer may
 * pause and resume as it likes; its last wish counts when the hold ends. Used by the consumer's
 * thread.
 */
final class SchemaGate {
  private final Set<String> topics;
  private final SchemaQuestion schemas;
  private final Below below;
  private final AtomicInteger heldInProcess;
  private final Map<TopicPartition, Hold> holds = new HashMap<>();

  /** The consumer under the gate. */
  interface Below {
    void seek(TopicPartition partition, long offset);

    void pause(Collection<TopicPartition> partitions);

    void resume(Collection<TopicPartition> partitions);
  }

  private record Hold(int schemaId, boolean ownerPaused) {}

  /**
   * Makes a gate.
   *
   * @param topics whose values are in Confluent's wire format
   * @param heldInProcess counts the holds of all gates
   */
  SchemaGate(Set<String> topics, SchemaQuestion schemas, Below below, AtomicInteger heldInProcess) {
    this.topics = Set.copyOf(topics);
    this.schemas = schemas;
    this.below = below;
    this.heldInProcess = heldInProcess;
  }

  /** Ends the holds whose schema is settled; called before each poll. */
  void release() {
    for (Map.Entry<TopicPartition, Hold> entry : List.copyOf(holds.entrySet())) {
      if (schemas.isSettled(entry.getValue().schemaId())) {
        end(entry.getKey());
      }
    }
  }

  /** Returns what of the polled records may be read now, and holds the partitions of the rest. */
  <K> ConsumerRecords<K, byte[]> pass(ConsumerRecords<K, byte[]> polled) {
    Set<Integer> open = unsettled(polled);
    if (open.isEmpty()) {
      return polled;
    }
    schemas.await(open);
    Map<TopicPartition, List<ConsumerRecord<K, byte[]>>> passed = new LinkedHashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(polled.nextOffsets());
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<K, byte[]>> records = polled.records(partition);
      int readable = readable(records);
      if (readable > 0) {
        passed.put(partition, records.subList(0, readable));
      }
      if (readable < records.size()) {
        ConsumerRecord<K, byte[]> first = records.get(readable);
        next.put(partition, new OffsetAndMetadata(first.offset(), first.leaderEpoch(), ""));
        hold(partition, first);
      }
    }
    return new ConsumerRecords<>(passed, next);
  }

  /** Takes note that the owner wants the partitions paused. */
  void ownerPauses(Collection<TopicPartition> partitions) {
    partitions.forEach(p -> holds.computeIfPresent(p, (k, hold) -> new Hold(hold.schemaId, true)));
  }

  /** Takes note that the owner wants the partitions to flow; returns those that may. */
  Collection<TopicPartition> ownerResumes(Collection<TopicPartition> partitions) {
    List<TopicPartition> free = new ArrayList<>(partitions);
    free.removeAll(holds.keySet());
    partitions.forEach(p -> holds.computeIfPresent(p, (k, hold) -> new Hold(hold.schemaId, false)));
    return free;
  }

  /** Takes note that the owner reads on elsewhere, so that the hold has lost its record. */
  void ownerSeeks(Collection<TopicPartition> partitions) {
    partitions.forEach(this::end);
  }

  /** Forgets partitions that are no longer assigned. */
  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(this::remove);
  }

  /** Forgets everything. */
  void forgetAll() {
    forget(Set.copyOf(holds.keySet()));
  }

  boolean isHeld(TopicPartition partition) {
    return holds.containsKey(partition);
  }

  /** Returns the held partitions that the owner did not pause. */
  Set<TopicPartition> pausedByGateOnly() {
    Set<TopicPartition> ours = new HashSet<>();
    holds.forEach(
        (partition, hold) -> {
          if (!hold.ownerPaused()) {
            ours.add(partition);
          }
        });
    return ours;
  }

  private Set<Integer> unsettled(ConsumerRecords<?, byte[]> polled) {
    Set<Integer> open = new HashSet<>();
    for (ConsumerRecord<?, byte[]> record : polled) {
      OptionalInt id = schemaId(record);
      if (id.isPresent() && !schemas.isSettled(id.getAsInt())) {
        open.add(id.getAsInt());
      }
    }
    return open;
  }

  private int readable(List<? extends ConsumerRecord<?, byte[]>> records) {
    int at = 0;
    while (at < records.size() && isReadable(records.get(at))) {
      at++;
    }
    return at;
  }

  private boolean isReadable(ConsumerRecord<?, byte[]> record) {
    OptionalInt id = schemaId(record);
    return id.isEmpty() || schemas.isSettled(id.getAsInt());
  }

  private OptionalInt schemaId(ConsumerRecord<?, byte[]> record) {
    return topics.contains(record.topic())
        ? WireFormat.schemaId(record.value())
        : OptionalInt.empty();
  }

  private void hold(TopicPartition partition, ConsumerRecord<?, byte[]> first) {
    below.seek(partition, first.offset());
    below.pause(List.of(partition));
    Hold hold = new Hold(schemaId(first).orElseThrow(), false);
    if (holds.put(partition, hold) == null) {
      heldInProcess.incrementAndGet();
    }
  }

  private void end(TopicPartition partition) {
    Hold hold = remove(partition);
    if (hold != null && !hold.ownerPaused()) {
      below.resume(List.of(partition));
    }
  }

  private @Nullable Hold remove(TopicPartition partition) {
    Hold hold = holds.remove(partition);
    if (hold != null) {
      heldInProcess.decrementAndGet();
    }
    return hold;
  }
}
