package io.keyfuse.schemas.stream.gate;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Lets the gate forget partitions that leave, then tells the owner's listener. */
record GateListener(SchemaGate gate, ConsumerRebalanceListener owner)
    implements ConsumerRebalanceListener {
  static final ConsumerRebalanceListener NONE =
      new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
      };

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    owner.onPartitionsAssigned(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    gate.forget(partitions);
    owner.onPartitionsRevoked(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    gate.forget(partitions);
    owner.onPartitionsLost(partitions);
  }
}
