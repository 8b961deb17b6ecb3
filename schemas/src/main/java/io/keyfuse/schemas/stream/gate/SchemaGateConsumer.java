package io.keyfuse.schemas.stream.gate;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** A Kafka consumer behind a gate; what Kafka asks of its thread is unchanged. */
final class SchemaGateConsumer<K> extends KafkaConsumer<K, byte[]> {
  private final SchemaGate gate;

  SchemaGateConsumer(
      Map<String, Object> settings,
      Deserializer<K> keys,
      SchemaQuestion schemas,
      AtomicInteger heldInProcess) {
    super(settings, keys, new ByteArrayDeserializer());
    this.gate = new SchemaGate(GatedConsumers.TOPICS, schemas, new Ungated(), heldInProcess);
  }

  @Override
  public ConsumerRecords<K, byte[]> poll(Duration timeout) {
    gate.release();
    return gate.pass(super.poll(timeout));
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    super.pause(partitions);
    gate.ownerPauses(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    super.resume(gate.ownerResumes(partitions));
  }

  @Override
  public Set<TopicPartition> paused() {
    Set<TopicPartition> paused = new HashSet<>(super.paused());
    paused.removeAll(gate.pausedByGateOnly());
    return paused;
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    gate.ownerSeeks(List.of(partition));
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    super.seek(partition, offset);
    gate.ownerSeeks(List.of(partition));
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    super.seekToBeginning(partitions);
    gate.ownerSeeks(partitions);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    super.seekToEnd(partitions);
    gate.ownerSeeks(partitions);
  }

  /** A held partition has nothing to give, or Kafka Streams would let its whole task wait. */
  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    return gate.isHeld(partition) ? OptionalLong.of(0) : super.currentLag(partition);
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    super.subscribe(topics, new GateListener(gate, listener));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    super.subscribe(pattern, new GateListener(gate, listener));
  }

  @Override
  public void subscribe(Collection<String> topics) {
    subscribe(topics, GateListener.NONE);
  }

  @Override
  public void close() {
    super.close();
    gate.forgetAll();
  }

  @Override
  public void close(CloseOptions options) {
    super.close(options);
    gate.forgetAll();
  }

  /** The consumer as it is without the gate. */
  private final class Ungated implements SchemaGate.Below {
    @Override
    public void seek(TopicPartition partition, long offset) {
      SchemaGateConsumer.super.seek(partition, offset);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
      SchemaGateConsumer.super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
      SchemaGateConsumer.super.resume(partitions);
    }
  }
}
