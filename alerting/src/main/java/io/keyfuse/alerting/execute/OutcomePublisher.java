package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes outcomes, dead letters and offsets in one transaction. Every transaction carries
 * offsets, also one with intents only, so that an instance which lost the partition cannot commit
 * any. Used by the worker's thread.
 */
final class OutcomePublisher {
  /** Header of an executor's outcome: the offset of the command's record, as decimal text. */
  static final String COMMAND_OFFSET = "keyfuse-command-offset";

  private static final Logger LOG = LoggerFactory.getLogger(OutcomePublisher.class);

  private final Producer<byte[], byte[]> producer;
  private final Serializer<CommandOutcome> encoder;
  private final ToIntFunction<byte[]> partitioner;
  private final CrashPoints hook;

  /**
   * Makes a publisher.
   *
   * @param producer transactional, {@code initTransactions} already called
   * @param partitioner the partition to which a record key belongs
   */
  OutcomePublisher(
      Producer<byte[], byte[]> producer,
      TopicSerdes serdes,
      ToIntFunction<byte[]> partitioner,
      CrashPoints hook) {
    this.producer = producer;
    this.encoder = serdes.value(Topics.OUTCOMES).serializer();
    this.partitioner = partitioner;
    this.hook = hook;
  }

  /**
   * Publishes all or nothing.
   *
   * @return false when nothing was published and the same may be tried again
   * @throws KafkaException when this producer can publish no more
   */
  boolean publish(
      List<Publication> batch,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    List<ProducerRecord<byte[], byte[]>> records = batch.stream().flatMap(this::records).toList();
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        // A failed send fails the commit.
        Future<RecordMetadata> unused = producer.send(record);
      }
      producer.sendOffsetsToTransaction(offsets, group);
      batch.forEach(publication -> publication.reached(hook, CrashPoint.BEFORE_COMMIT));
      producer.commitTransaction();
      return true;
    } catch (ProducerFencedException
        | InvalidProducerEpochException
        | OutOfOrderSequenceException
        | AuthorizationException
        | UnsupportedVersionException
        | TimeoutException e) {
      // After a time-out nobody knows whether the commit went through: start over from the topic.
      throw e;
    } catch (KafkaException e) {
      LOG.warn("outcomes are not published yet: {}", e.toString());
      producer.abortTransaction();
      return false;
    }
  }

  private Stream<ProducerRecord<byte[], byte[]>> records(Publication publication) {
    Stream.Builder<ProducerRecord<byte[], byte[]>> records = Stream.builder();
    CommandOutcome outcome = publication.outcome();
    Intake.Rejected rejected = publication.rejected();
    if (outcome != null) {
      records.add(record(publication, outcome));
    }
    if (rejected != null) {
      records.add(CommandDeadLetter.of(rejected));
    }
    return records.build();
  }

  private ProducerRecord<byte[], byte[]> record(Publication publication, CommandOutcome outcome) {
    String topic = Topics.OUTCOMES.name();
    byte[] key = CredentialId.of(outcome.getCredential()).getBytes(StandardCharsets.UTF_8);
    int partition = partitioner.applyAsInt(key);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, key, encoder.serialize(topic, outcome));
    if (publication.run() != null) {
      String offset = Long.toString(publication.source().offset());
      record.headers().add(COMMAND_OFFSET, offset.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
