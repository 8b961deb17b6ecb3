package io.keyfuse.ingest.stream;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The inventory of keys on the context topic, read whole and added to. Used by one thread. */
public final class InventoryLog implements AutoCloseable {
  private static final int MOST_BLOCKED_MS = 20_000;

  private final ContextReader topic;
  private final Producer<String, byte[]> producer;
  private final Serializer<ContextEvent> serializer;
  private final Deserializer<ContextEvent> deserializer;

  /**
   * Opens the log.
   *
   * @param connection bootstrap servers and security
   */
  public InventoryLog(Map<String, Object> connection, TopicSerdes serdes) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MS);
    this.topic = new ContextReader(connection);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    this.serializer = serdes.value(Topics.CONTEXT).serializer();
    this.deserializer = serdes.value(Topics.CONTEXT).deserializer();
  }

  /** Returns the newest inventory of each key that is known, and its lineage, by scope. */
  public Map<String, ContextEvent> known() {
    Map<String, ContextEvent> known = new HashMap<>();
    topic.readToEnd(record -> take(record, known));
    return known;
  }

  /**
   * Stores keys; returns when all are durable.
   *
   * @throws KafkaException when Kafka does not take them; some may be stored
   */
  public void store(List<ContextEvent> keys) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ContextEvent key : keys) {
      String topic = Topics.CONTEXT.name();
      Integer to = FeedRecords.lineagePartition(key, () -> producer.partitionsFor(topic).size());
      byte[] value = serializer.serialize(topic, key);
      sent.add(producer.send(new ProducerRecord<>(topic, to, key.getScope(), value)));
    }
    producer.flush();
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not take the inventory", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record, Map<String, ContextEvent> known) {
    if (record.key() == null || record.key().startsWith(FeedRecords.PREFIX)) {
      return;
    }
    try {
      ContextEvent event = deserializer.deserialize(record.topic(), record.value());
      if (event == null) {
        known.remove(record.key());
      } else if (event.getKind() == ContextKind.INVENTORY
          || event.getKind() == ContextKind.LINEAGE) {
        known.put(record.key(), event);
      }
    } catch (SerializationException unreadable) {
      known.remove(record.key());
    }
  }

  @Override
  public void close() {
    topic.close();
    producer.close();
  }
}
