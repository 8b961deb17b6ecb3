package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.DeadLetterRecord.Cause;
import io.keyfuse.schemas.topic.DeadLetterRecord.Original;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Usage events and the letters that they become. */
final class Events {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final String KEY = "openai:proj_a:key_1";

  private Events() {}

  static UsageEvent.Builder event(String id) {
    return UsageEvent.newBuilder()
        .setEventId(id)
        .setOccurredAt(NOW)
        .setObservedAt(NOW)
        .setSource(UsageSource.TELEMETRY)
        .setCredential(new Credential("openai", "proj_a", "key_1"))
        .setModel("gpt-5")
        .setTokens(tokens(10));
  }

  static TokenCounts tokens(long input) {
    return TokenCounts.newBuilder().setInput(input).build();
  }

  static Original original(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return new Original(
        topic,
        2,
        9,
        NOW.toEpochMilli(),
        new RecordHeaders().add("origin", "app".getBytes(UTF_8)),
        new DeadLetterRecord.Bytes(key, value));
  }

  static ProducerRecord<byte[], byte[]> letter(
      String topic, String reason, byte @Nullable [] key, byte @Nullable [] value) {
    return DeadLetterRecord.of(
        Topics.DEAD_LETTERS.name(),
        original(topic, key, value),
        new Cause(reason, "Fault", "tokens.input must not be negative", null));
  }

  /** Returns the record as it is read from the topic. */
  static ConsumerRecord<byte[], byte[]> at(long offset, ProducerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        0,
        offset,
        record.timestamp() == null ? NOW.toEpochMilli() : record.timestamp(),
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}
