package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format, resolving the writer's schema to the reader's. Trailing bytes,
 * truncation and foreign magic bytes are errors. Not thread-safe: one per thread, as Kafka makes
 * them.
 *
 * @param <T> record type
 */
public final class ConfluentAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private static final int HEADER = 5;

  private final SchemaRegistryClient registry;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
  private @Nullable BinaryDecoder decoder;

  /** Makes a deserializer for one record type, given by its schema. */
  public ConfluentAvroDeserializer(SchemaRegistryClient registry, Schema readerSchema) {
    this.registry = registry;
    this.readerSchema = readerSchema;
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    if (data.length < HEADER || data[0] != ConfluentAvroSerializer.MAGIC) {
      throw new SerializationException(
          topic + ": value is not in Confluent wire format (magic byte 0, schema id, Avro)");
    }
    int id = ByteBuffer.wrap(data, 1, 4).getInt();
    SpecificDatumReader<T> reader = readers.computeIfAbsent(id, this::readerOf);
    try {
      BinaryDecoder binary =
          DecoderFactory.get().binaryDecoder(data, HEADER, data.length - HEADER, decoder);
      decoder = binary;
      T value = reader.read(null, binary);
      if (!binary.isEnd()) {
        throw new SerializationException(topic + ": bytes left after the record");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      if (e instanceof SerializationException known) {
        throw known;
      }
      throw new SerializationException(
          topic + ": cannot read " + readerSchema.getFullName() + " of schema id " + id, e);
    }
  }

  private SpecificDatumReader<T> readerOf(int id) {
    return new SpecificDatumReader<>(registry.schemaById(id), readerSchema);
  }
}
