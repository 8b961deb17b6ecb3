package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
 * binary. The subject is the topic's name with {@code -value}. A record that cannot be written and
 * a schema that the registry refuses are a {@link SerializationException}; an unavailable registry
 * is a {@link RegistryException}, to be tried again. Not thread-safe: one per thread, as Kafka
 * makes them.
 *
 * @param <T> record type
 */
public final class ConfluentAvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  static final byte MAGIC = 0;

  private final SchemaRegistryClient registry;
  private final boolean autoRegister;
  private final Map<String, Integer> ids = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private @Nullable SpecificDatumWriter<T> writer;
  private @Nullable BinaryEncoder encoder;

  /** Makes a serializer; with auto-register off the schema must already be in the registry. */
  public ConfluentAvroSerializer(SchemaRegistryClient registry, boolean autoRegister) {
    ContractTrust.grant();
    this.registry = registry;
    this.autoRegister = autoRegister;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    int id = ids.computeIfAbsent(topic, known -> idOf(known, value.getSchema()));
    try {
      SpecificDatumWriter<T> datum = writer;
      if (datum == null) {
        datum = new SpecificDatumWriter<>(value.getSchema());
        writer = datum;
      }
      out.reset();
      out.write(MAGIC);
      out.write(id >>> 24);
      out.write(id >>> 16);
      out.write(id >>> 8);
      out.write(id);
      BinaryEncoder binary = EncoderFactory.get().directBinaryEncoder(out, encoder);
      encoder = binary;
      datum.write(value, binary);
      binary.flush();
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("cannot write " + value.getSchema().getFullName(), e);
    }
  }

  private int idOf(String topic, Schema schema) {
    String subject = topic + "-value";
    try {
      return autoRegister ? registry.register(subject, schema) : registry.lookup(subject, schema);
    } catch (RegistryException e) {
      if (e.isUnavailable()) {
        throw e;
      }
      throw new SerializationException(topic + ": no schema id for " + schema.getFullName(), e);
    }
  }
}
