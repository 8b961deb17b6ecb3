package io.keyfuse.ingest.stream;

import io.keyfuse.schemas.serde.TopicSerdes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the feed worker's Kafka clients. A feed's transactional id is its name's: of two instances
 * that both think they own a feed, the older one is fenced at its next commit. Thread-safe.
 */
public final class FeedClients {
  private static final int TRANSACTION_TIMEOUT_MS = 60_000;
  private static final int SESSION_TIMEOUT_MS = 10_000;

  private final Map<String, Object> connection;
  private final String groupId;
  private final TopicSerdes serdes;

  /**
   * Makes the factory.
   *
   * @param connection bootstrap servers and security; passed on to every client
   * @param applicationId prefix of the group and of transactional ids
   */
  public FeedClients(Map<String, Object> connection, String applicationId, TopicSerdes serdes) {
    this.connection = Map.copyOf(connection);
    this.groupId = applicationId + "-feeds";
    this.serdes = serdes;
  }

  TopicSerdes serdes() {
    return serdes;
  }

  FeedEnds ends() {
    return new FeedEnds(Admin.create(new HashMap<>(connection)));
  }

  Consumer<String, byte[]> context() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Producer<String, byte[]> producer(String feed) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + '-' + feed);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
