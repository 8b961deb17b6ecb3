package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.topic.Topic;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Makes the serdes of typed topics over one registry client. Thread-safe, as each serde is. */
public final class TopicSerdes {
  private final SchemaRegistryClient registry;
  private final boolean autoRegister;

  /** Makes the factory; with auto-register off every schema must already be in the registry. */
  public TopicSerdes(SchemaRegistryClient registry, boolean autoRegister) {
    this.registry = registry;
    this.autoRegister = autoRegister;
  }

  /** Returns a new serde for the topic's value. */
  public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
    return Serdes.serdeFrom(
        new ConfluentAvroSerializer<>(registry, autoRegister),
        new ConfluentAvroDeserializer<>(registry, SpecificData.get().getSchema(topic.valueType())));
  }

  /** Returns a new serde for the key: UTF-8 text. */
  public Serde<String> key() {
    return Serdes.String();
  }
}
