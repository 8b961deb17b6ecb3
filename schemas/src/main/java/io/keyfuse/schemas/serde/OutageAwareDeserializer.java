package io.keyfuse.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A foreign deserializer whose registry outages show as Keyfuse's do, and that gives out nothing
 * but the topic's type. As thread-safe as it is.
 */
final class OutageAwareDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private final Deserializer<Object> foreign;
  private final Class<T> type;

  OutageAwareDeserializer(Deserializer<Object> foreign, Class<T> type) {
    this.foreign = foreign;
    this.type = type;
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    try {
      return typed(topic, foreign.deserialize(topic, data));
    } catch (RuntimeException | StackOverflowError e) {
      throw ForeignFault.translated(e);
    }
  }

  @Override
  public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
    try {
      return typed(topic, foreign.deserialize(topic, headers, data));
    } catch (RuntimeException | StackOverflowError e) {
      throw ForeignFault.translated(e);
    }
  }

  @Override
  public void close() {
    foreign.close();
  }

  private @Nullable T typed(String topic, @Nullable Object value) {
    if (value != null && !type.isInstance(value)) {
      throw new SerializationException(
          topic + ": holds a " + value.getClass().getName() + ", not a " + type.getName());
    }
    return type.cast(value);
  }
}
