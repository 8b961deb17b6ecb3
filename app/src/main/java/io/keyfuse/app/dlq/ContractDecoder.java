package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.serde.ConfluentAvroDeserializer;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads values of Keyfuse's topics by the registry's schemas. Used by one thread. */
public final class ContractDecoder implements LetterPage.RecordDecoder {
  private final SchemaRegistryClient registry;

  /** Reads with schemas of the registry. */
  public ContractDecoder(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public Optional<JsonNode> decode(String topic, byte[] value) {
    return Topics.all().stream()
        .filter(known -> known.name().equals(topic))
        .filter(known -> SpecificRecord.class.isAssignableFrom(known.valueType()))
        .findFirst()
        .flatMap(known -> read(known, value));
  }

  // Without a registry the bytes themselves are still worth showing.
  private Optional<JsonNode> read(Topic<?> topic, byte[] value) {
    var schema = SpecificData.get().getSchema(topic.valueType());
    try (var deserializer = new ConfluentAvroDeserializer<SpecificRecord>(registry, schema)) {
      SpecificRecord record = deserializer.deserialize(topic.name(), value);
      return Optional.ofNullable(record).map(AvroJson::of);
    } catch (SerializationException | RegistryException e) {
      return Optional.empty();
    }
  }
}
