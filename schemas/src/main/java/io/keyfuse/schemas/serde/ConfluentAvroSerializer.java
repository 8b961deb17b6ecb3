package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.registry.SubjectStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record in Confluent's wire format: magic byte 0, schema id as 4 bytes big-endian, Avro
 * binary. A record that cannot be written and a schema that the registry refuses are a {@link
 * SerializationException}; an unavailable registry is a {@link RegistryException}, to be tried
 * again. Thread-safe: a KafkaProducer serializes on every thread that sends.
 *
 * @param <T> record type
 */
public final class ConfluentAvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private static final int INITIAL_BYTES = 512;

  private final SchemaRegistryClient registry;
  private final boolean autoRegister;
  private final BiFunction<String, Schema, String> subjects;
  private final ConcurrentMap<Written, Integer> ids = new ConcurrentHashMap<>();
  private final ConcurrentMap<Schema, SpecificDatumWriter<T>> writers = new ConcurrentHashMap<>();

  private record Written(String topic, Schema schema) {}

  /** Makes a serializer of values whose subject is the topic's name with {@code -value}. */
  public ConfluentAvroSerializer(SchemaRegistryClient registry, boolean autoRegister) {
    this(registry, autoRegister, SubjectStrategy.TOPIC_NAME::valueSubject);
  }

  /**
   * Makes a serializer; with auto-register off the schema must already be in the registry.
   *
   * @param subjects the subject of a topic and a schema
   */
  public ConfluentAvroSerializer(
      SchemaRegistryClient registry,
      boolean autoRegister,
      BiFunction<String, Schema, String> subjects) {
    ContractTrust.grant();
    this.registry = registry;
    this.autoRegister = autoRegister;
    this.subjects = subjects;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    int id = ids.computeIfAbsent(new Written(topic, value.getSchema()), this::idOf);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);
      out.write(WireFormat.MAGIC);
      out.write(id >>> 24);
      out.write(id >>> 16);
      out.write(id >>> 8);
      out.write(id);
      BinaryEncoder binary = EncoderFactory.get().directBinaryEncoder(out, null);
      writerOf(value).write(value, binary);
      binary.flush();
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("cannot write " + value.getSchema().getFullName(), e);
    }
  }

  private SpecificDatumWriter<T> writerOf(T value) {
    return writers.computeIfAbsent(value.getSchema(), schema -> new SpecificDatumWriter<>(schema));
  }

  private int idOf(Written written) {
    Schema schema = written.schema();
    String subject = subjects.apply(written.topic(), schema);
    try {
      return autoRegister ? registry.register(subject, schema) : registry.lookup(subject, schema);
    } catch (RegistryException e) {
      if (e.isUnavailable()) {
        throw e;
      }
      throw new SerializationException(
          written.topic() + ": no schema id for " + schema.getFullName(), e);
    }
  }
}
