package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.topic.DeadLetterRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a value that a broker with default limits might refuse, headers included, before a
 * producer sees it. That matters in a transaction: once a transactional producer has seen such a
 * record it can only abort, the stream thread dies, and the record is read again for ever. As
 * thread-safe as the serializer it wraps.
 *
 * @param <T> value type
 */
public final class BoundedSerializer<T> implements Serializer<T> {
  private final Serializer<T> values;

  /** Wraps a serializer. */
  public BoundedSerializer(Serializer<T> values) {
    this.values = values;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    return values.serialize(topic, value);
  }

  /**
   * Writes the value.
   *
   * @throws RecordTooLargeException when value and headers exceed {@link
   *     DeadLetterRecord#LARGEST_BYTES}
   */
  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
    byte[] bytes = values.serialize(topic, headers, value);
    long size = DeadLetterRecord.size(headers, null, bytes);
    if (size > DeadLetterRecord.LARGEST_BYTES) {
      throw new RecordTooLargeException(
          topic
              + ": value and headers take "
              + size
              + " bytes, more than "
              + DeadLetterRecord.LARGEST_BYTES);
    }
    return bytes;
  }

  @Override
  public void close() {
    values.close();
  }
}
