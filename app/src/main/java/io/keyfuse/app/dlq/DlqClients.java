package io.keyfuse.app.dlq;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.TopicScan;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens what one command needs of Kafka and the registry, and closes it. Used by one thread. */
public final class DlqClients implements AutoCloseable {
  private static final int API_TIMEOUT_MS = 20_000;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final AppConfig config;
  private final Map<String, String> environment;
  private final SchemaRegistryClient registry;
  private final Deque<Runnable> closing = new ArrayDeque<>();

  /** Connects to nothing yet. */
  public DlqClients(AppConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
    this.registry = new HttpSchemaRegistryClient(config.registry(), environment);
    closing.push(registry::close);
  }

  /** Opens the log of letters. */
  public LetterLog log() {
    return new LetterLog(consumer(), Topics.DEAD_LETTERS.name(), System::nanoTime);
  }

  /** Opens a lookup with a consumer of its own. */
  public RecordLookup lookup() {
    return new RecordLookup(consumer(), System::nanoTime);
  }

  /** Opens the one transactional producer of replays; another that is open is fenced off. */
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = config.clientProperties();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, API_TIMEOUT_MS);
    settings.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.streams().applicationId() + "-dlq-replay");
    var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    closing.push(() -> producer.close(CLOSE));
    producer.initTransactions();
    return producer;
  }

  /** Returns the serdes of the configuration. */
  public TopicSerdes serdes() {
    return TopicSerdes.of(config.registry(), registry, environment);
  }

  /** Returns a decoder of all topics' values. */
  public ContractDecoder decoder() {
    return new ContractDecoder(registry);
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer = TopicScan.consumer(config);
    closing.push(consumer::close);
    return consumer;
  }
}
