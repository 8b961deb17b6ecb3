package io.keyfuse.alerting.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A decision as bytes in the topic's wire format, on its way to the partition whose chain it is
 * part of. Its place in the chain is in the record's headers. Immutable by agreement.
 */
public final class SealedDecision {
  private final int partition;
  private final byte[] value;

  SealedDecision(int partition, byte[] value) {
    this.partition = partition;
    this.value = value;
  }

  /** Returns the serde of the sink; what it reads belongs to partition 0. */
  public static Serde<SealedDecision> serde() {
    var bytes = new ByteArrayDeserializer();
    return Serdes.serdeFrom(
        (topic, decision) -> decision.value,
        (topic, value) -> new SealedDecision(0, bytes.deserialize(topic, value)));
  }

  /**
   * Returns the partitioner of the sink: the task's own partition. Hashing the key would part a
   * chain where a foreign producer of usage hashes keys in its own way.
   */
  public static StreamPartitioner<String, SealedDecision> partitioner() {
    return (topic, key, decision, partitions) -> Optional.of(Set.of(decision.partition));
  }
}
