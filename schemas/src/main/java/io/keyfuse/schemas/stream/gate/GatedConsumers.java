package io.keyfuse.schemas.stream.gate;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Makes the consumers of Keyfuse's topics. While the schema registry is away, a partition waits
 * before its first record of an unknown schema, in order and without a failure; every other one
 * flows. What is handed on can be deserialized over the same {@link SchemaAnswers} without the
 * registry. Thread-safe; each consumer is for one thread.
 */
public final class GatedConsumers implements AutoCloseable {
  static final Set<String> TOPICS =
      Topics.all().stream()
          .filter(topic -> topic.valueType() != byte[].class)
          .map(Topic::name)
          .collect(Collectors.toUnmodifiableSet());

  private final SchemaResolver resolver;
  private final AtomicInteger held = new AtomicInteger();

  /** Starts the thread that asks the registry. */
  public GatedConsumers(SchemaAnswers answers, InstantSource clock) {
    this.resolver = new SchemaResolver(answers, clock);
    resolver.start();
  }

  /**
   * Makes a consumer over Kafka's own.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka refuses the settings
   */
  public <K> Consumer<K, byte[]> consumer(Map<String, Object> settings, Deserializer<K> keys) {
    return new SchemaGateConsumer<>(settings, keys, resolver, held);
  }

  /** Returns how many partitions wait for the registry. */
  public int heldPartitions() {
    return held.get();
  }

  /** Returns how many calls for a schema the registry did not answer, since the start. */
  public long unansweredCalls() {
    return resolver.unanswered();
  }

  /** Stops asking; close the consumers first. */
  @Override
  public void close() {
    resolver.close();
  }
}
