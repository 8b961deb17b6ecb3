package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.ConfluentProperties;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.topic.Topic;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes the serdes of typed topics: Keyfuse's own over one shared registry client, or the class
 * that {@code registry.serde_class} names. Thread-safe, as each of its own serdes is.
 */
public final class TopicSerdes {
  private final ValueSerdes values;

  /** How a serde for one topic's values is made. */
  interface ValueSerdes {
    <T extends SpecificRecord> Serde<T> of(Class<T> type);
  }

  /**
   * Makes a factory of Keyfuse's own serdes under TopicNameStrategy; with auto-register off every
   * schema must already be in the registry.
   */
  public TopicSerdes(SchemaRegistryClient registry, boolean autoRegister) {
    this(new SharedClient(registry, autoRegister, SubjectStrategy.TOPIC_NAME));
  }

  private TopicSerdes(ValueSerdes values) {
    this.values = values;
  }

  /**
   * Makes the factory that the configuration asks for.
   *
   * @param registry client that Keyfuse's own serdes share
   * @param environment the process's environment, for the secrets that a named class is given
   * @throws io.keyfuse.schemas.config.ConfigException when the named class cannot be used
   */
  public static TopicSerdes of(
      RegistryConfig config, SchemaRegistryClient registry, Map<String, String> environment) {
    String name = config.serdeClass();
    return new TopicSerdes(
        name == null
            ? new SharedClient(registry, config.autoRegister(), config.subjectStrategy())
            : new NamedSerdeClass(name, ConfluentProperties.of(config, environment)));
  }

  /** Returns a new serde for the topic's value. */
  public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
    return values.of(topic.valueType());
  }

  /** Returns a new serde for the key: UTF-8 text. */
  public Serde<String> key() {
    return Serdes.String();
  }

  private record SharedClient(
      SchemaRegistryClient registry, boolean autoRegister, SubjectStrategy strategy)
      implements ValueSerdes {
    @Override
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
      return Serdes.serdeFrom(
          new ConfluentAvroSerializer<>(registry, autoRegister, strategy::valueSubject),
          new ConfluentAvroDeserializer<>(registry, SpecificData.get().getSchema(type)));
    }
  }
}
