package io.keyfuse.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A foreign serializer whose registry outages show as Keyfuse's do. As thread-safe as it is. */
final class OutageAwareSerializer<T extends SpecificRecord> implements Serializer<T> {
  private final Serializer<Object> foreign;

  OutageAwareSerializer(Serializer<Object> foreign) {
    this.foreign = foreign;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    try {
      return foreign.serialize(topic, value);
    } catch (RuntimeException | StackOverflowError e) {
      throw ForeignFault.translated(e);
    }
  }

  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
    try {
      return foreign.serialize(topic, headers, value);
    } catch (RuntimeException | StackOverflowError e) {
      throw ForeignFault.translated(e);
    }
  }

  @Override
  public void close() {
    foreign.close();
  }
}
