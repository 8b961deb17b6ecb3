package io.keyfuse.app.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens the clients of the schema log. Each call opens a new one; the caller closes it. */
record SchemaLogClients(
    Supplier<Consumer<String, String>> consumer, Supplier<Producer<String, String>> producer) {
  private static final String CLIENT_ID = "keyfuse-registry";

  static SchemaLogClients of(Map<String, Object> client, Duration timeout) {
    Map<String, Object> reading = new HashMap<>(client);
    reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
    reading.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    Map<String, Object> writing = new HashMap<>(client);
    int millis = Math.toIntExact(timeout.toMillis());
    writing.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    writing.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    return new SchemaLogClients(
        () -> new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer()),
        () -> new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer()));
  }
}
