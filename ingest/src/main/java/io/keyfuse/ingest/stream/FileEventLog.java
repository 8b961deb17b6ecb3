package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.file.FileProgress;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Stores the events of one delivery and how far it is stored, in one transaction a batch: after a
 * crash anywhere the next log of the delivery goes on behind the last batch that was committed. Its
 * transactional id is the delivery's, so that a second process with the same file ends the first
 * one's transaction and takes over. A failure is a KafkaException; what was not committed is lost
 * as a whole. Used by one thread.
 */
public final class FileEventLog implements AutoCloseable {
  private static final String PREFIX = "keyfuse-file-";
  private static final int TRANSACTION_TIMEOUT_MS = 60_000;

  private final String deliveryId;
  private final Producer<String, byte[]> producer;
  private final Serializer<UsageEvent> usage;
  private final Serializer<ContextEvent> context;
  private boolean open;

  /**
   * Takes over the delivery; transactions of earlier processes are ended before it returns.
   *
   * @param connection bootstrap servers and security
   * @param deliveryId content address of the delivery
   */
  public FileEventLog(Map<String, Object> connection, TopicSerdes serdes, String deliveryId) {
    this.deliveryId = deliveryId;
    this.usage = serdes.value(Topics.USAGE).serializer();
    this.context = serdes.value(Topics.CONTEXT).serializer();
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, PREFIX + deliveryId);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, PREFIX + deliveryId.substring(0, 12));
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /** Adds what a part says; parts that say nothing are left out. */
  public void add(Decoded part) {
    if (part instanceof Decoded.Usage seen) {
      String key = CredentialId.of(seen.event().getCredential());
      send(Topics.USAGE, key, seen.event(), usage);
    } else if (part instanceof Decoded.Context seen) {
      send(Topics.CONTEXT, seen.event().getScope(), seen.event(), context);
    }
  }

  /** Commits what was added together with the progress. */
  public void commit(FileProgress progress, Instant now) {
    String parts = Long.toString(progress.parts());
    String done = Boolean.toString(progress.done());
    String scope = FileProgressReader.SCOPE + deliveryId;
    send(
        Topics.CONTEXT,
        scope,
        new ContextEvent(
            NameUuid.of("file-progress", deliveryId, parts, done),
            ContextKind.FEED_HEARTBEAT,
            scope,
            null,
            now,
            null,
            Map.of(FileProgressReader.PARTS, parts, FileProgressReader.DONE, done),
            "file"),
        context);
    producer.commitTransaction();
    open = false;
  }

  private <T extends SpecificRecord> void send(
      Topic<T> topic, String key, T value, Serializer<T> serializer) {
    if (!open) {
      producer.beginTransaction();
      open = true;
    }
    // The commit fails when any of them did.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), value)));
  }

  @Override
  public void close() {
    if (open) {
      producer.abortTransaction();
    }
    producer.close();
  }
}
