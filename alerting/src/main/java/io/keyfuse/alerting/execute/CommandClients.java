package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.stream.gate.GatedConsumers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the worker's Kafka clients over the application's connection settings.
 *
 * <p>The transactional id is the instance's own and stable, so that a restarted instance ends the
 * open transaction of its former life at once. Instances without such an id wait for the
 * transaction's time-out.
 */
public final class CommandClients {
  private static final int TRANSACTION_TIMEOUT_MS = 15_000;
  // A killed instance's partitions wait this long for another one.
  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int HEARTBEAT_MS = 2_500;

  private final Map<String, Object> connection;
  private final GatedConsumers consumers;
  private final String groupId;
  private final String instance;

  /**
   * Makes the factory.
   *
   * @param connection bootstrap servers and security; passed on to every client
   * @param consumers makes the consumer of commands, which waits for a registry that is away
   * @param instance name of this instance, unique among the running ones and stable over restarts
   */
  public CommandClients(
      Map<String, Object> connection,
      GatedConsumers consumers,
      CommandWorkerConfig config,
      String instance) {
    this.connection = Map.copyOf(connection);
    this.consumers = consumers;
    this.groupId = config.groupId();
    this.instance = instance;
  }

  Consumer<byte[], byte[]> commands() {
    Map<String, Object> settings = consumer(true);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, groupId + "-" + instance);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return consumers.consumer(settings, new ByteArrayDeserializer());
  }

  Consumer<byte[], byte[]> ledger(boolean readCommitted) {
    Map<String, Object> settings = consumer(readCommitted);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, groupId + "-ledger-" + instance);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Producer<byte[], byte[]> outcomes() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + instance);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, groupId + "-" + instance);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> consumer(boolean readCommitted) {
    IsolationLevel level =
        readCommitted ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED;
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return settings;
  }
}
