package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format, resolving the writer's schema to the reader's. Whatever the bytes
 * are, the outcome is a record or a {@link SerializationException} (foreign magic byte, unknown id,
 * truncation, bytes left over, absurd lengths); memory is bounded by the value's own size. Only an
 * unavailable registry throws {@link RegistryException}: the record is then not to blame and must
 * be tried again. Thread-safe: Kafka Streams shares a source's deserializer between its threads.
 *
 * @param <T> record type
 */
public final class ConfluentAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private static final int MAX_READERS = 1_000;

  private final SchemaRegistryClient registry;
  private final UnaryOperator<Schema> readerSchemas;
  private final ThreadLocal<Reading<T>> reading = ThreadLocal.withInitial(Reading::new);

  /** Avro's readers and decoders are for one thread at a time. */
  private static final class Reading<T> {
    private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;
  }

  /** Makes a deserializer for one record type, given by its schema. */
  public ConfluentAvroDeserializer(SchemaRegistryClient registry, Schema readerSchema) {
    this(registry, writer -> readerSchema);
  }

  /** Makes a deserializer into the generated class that has the writer's full name. */
  public ConfluentAvroDeserializer(SchemaRegistryClient registry) {
    this(registry, ConfluentAvroDeserializer::generated);
  }

  private ConfluentAvroDeserializer(
      SchemaRegistryClient registry, UnaryOperator<Schema> readerSchemas) {
    ContractTrust.grant();
    this.registry = registry;
    this.readerSchemas = readerSchemas;
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    if (data.length < WireFormat.HEADER_BYTES || data[0] != WireFormat.MAGIC) {
      throw new SerializationException(
          topic + ": value is not in Confluent wire format (magic byte 0, schema id, Avro)");
    }
    int id = ByteBuffer.wrap(data, 1, 4).getInt();
    Reading<T> mine = reading.get();
    SpecificDatumReader<T> reader = readerOf(topic, id, mine.readers);
    try {
      BinaryDecoder binary =
          DecoderFactory.get()
              .binaryDecoder(
                  data,
                  WireFormat.HEADER_BYTES,
                  data.length - WireFormat.HEADER_BYTES,
                  mine.decoder);
      mine.decoder = binary;
      T value = reader.read(null, binary);
      if (binary.isEnd()) {
        return value;
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new SerializationException(
          topic + ": cannot read " + reader.getExpected().getFullName() + " of schema id " + id, e);
    }
    throw new SerializationException(topic + ": bytes left after the record of schema id " + id);
  }

  private SpecificDatumReader<T> readerOf(
      String topic, int id, Map<Integer, SpecificDatumReader<T>> readers) {
    SpecificDatumReader<T> known = readers.get(id);
    if (known != null) {
      return known;
    }
    Schema writerSchema = writerSchemaOf(topic, id);
    Schema readerSchema = readerSchemas.apply(writerSchema);
    if (readers.size() >= MAX_READERS) {
      readers.clear();
    }
    SpecificDatumReader<T> made = new SpecificDatumReader<>(writerSchema, readerSchema);
    readers.put(id, made);
    return made;
  }

  private Schema writerSchemaOf(String topic, int id) {
    if (id < 0) {
      throw new SerializationException(topic + ": schema id " + id + " is negative");
    }
    try {
      return registry.schemaById(id);
    } catch (RegistryException e) {
      if (e.isUnavailable()) {
        throw e;
      }
      throw new SerializationException(topic + ": no usable schema of id " + id, e);
    }
  }

  private static Schema generated(Schema writer) {
    Class<?> type =
        writer.getType() == Schema.Type.RECORD ? SpecificData.get().getClass(writer) : null;
    if (type == null) {
      throw new SerializationException(
          "no generated class of " + writer.getFullName() + " here; add it to the class path");
    }
    return SpecificData.get().getSchema(type);
  }
}
