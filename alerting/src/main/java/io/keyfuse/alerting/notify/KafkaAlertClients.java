package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.stream.gate.GatedConsumers;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of a real cluster. A new group starts at the oldest alert; age is judged later. */
public final class KafkaAlertClients implements AlertClients {
  private final Map<String, Object> kafka;
  private final GatedConsumers consumers;

  /**
   * @param kafka properties of the configuration's section {@code kafka:}, bootstrap.servers
   *     included
   * @param consumers makes the consumers of alerts, which wait for a registry that is away
   */
  public KafkaAlertClients(Map<String, Object> kafka, GatedConsumers consumers) {
    this.kafka = Map.copyOf(kafka);
    this.consumers = consumers;
  }

  @Override
  public Consumer<byte[], byte[]> consumer(String groupId) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // One delivery may take minutes, so a poll hands out one record.
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return consumers.consumer(properties, new ByteArrayDeserializer());
  }

  @Override
  public Producer<byte[], byte[]> deadLetters() {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
