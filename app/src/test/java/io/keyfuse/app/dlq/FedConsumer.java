package io.keyfuse.app.dlq;

import io.keyfuse.schemas.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A consumer of one partition that has the same records whenever it is assigned. */
final class FedConsumer extends MockConsumer<byte[], byte[]> {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);

  private final List<ConsumerRecord<byte[], byte[]>> records;

  private FedConsumer(List<ConsumerRecord<byte[], byte[]>> records) {
    super("earliest");
    this.records = records;
    updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
    updateBeginningOffsets(Map.of(PARTITION, 0L));
    updateEndOffsets(Map.of(PARTITION, (long) records.size()));
  }

  static FedConsumer of(List<ConsumerRecord<byte[], byte[]>> records) {
    return new FedConsumer(records);
  }

  static LetterLog log(List<ConsumerRecord<byte[], byte[]>> records) {
    return new LetterLog(of(records), Topics.DEAD_LETTERS.name(), System::nanoTime);
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    schedulePollTask(() -> records.forEach(this::addRecord));
  }
}
