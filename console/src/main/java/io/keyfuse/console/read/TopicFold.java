package io.keyfuse.console.read;

import io.keyfuse.console.model.ReadModel;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.KeyStatus;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one topic and folds it into the model. Not thread-safe: the deserializer is not.
 *
 * @param topic the topic
 * @param sink what takes its records
 */
record TopicFold(Topic<?> topic, Sink sink) {
  /** Takes one record as bytes. */
  @FunctionalInterface
  interface Sink {
    void take(String key, byte @Nullable [] value);
  }

  /** Returns the six topics of the console. */
  static List<TopicFold> of(ReadModel model, TopicSerdes serdes) {
    return List.of(
        keys(model, serdes),
        values(Topics.ALERTS, serdes, model::apply),
        values(Topics.COMMANDS, serdes, model::apply),
        values(Topics.OUTCOMES, serdes, model::apply),
        values(Topics.DECISIONS, serdes, model::apply),
        values(Topics.SPEND, serdes, model::apply));
  }

  private static <V extends SpecificRecord> TopicFold values(
      Topic<V> topic, TopicSerdes serdes, Consumer<V> into) {
    Deserializer<V> decoder = serdes.value(topic).deserializer();
    return new TopicFold(topic, (key, value) -> into.accept(decode(decoder, topic, value)));
  }

  private static TopicFold keys(ReadModel model, TopicSerdes serdes) {
    Deserializer<KeyStatus> decoder = serdes.value(Topics.KEYS).deserializer();
    return new TopicFold(
        Topics.KEYS,
        (key, value) -> {
          KeyStatus status = value == null ? null : decode(decoder, Topics.KEYS, value);
          model.applyKey(key, status);
        });
  }

  private static <V> V decode(Deserializer<V> decoder, Topic<?> topic, byte @Nullable [] bytes) {
    V value = decoder.deserialize(topic.name(), bytes);
    if (value == null) {
      throw new SerializationException(topic.name() + ": a record without a value");
    }
    return value;
  }
}
