package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition of the outcome topic, committed records only, up to the end that uncommitted
 * ones have reached: a transaction that is still open there is waited for, so that nothing which
 * commits later is missed.
 */
final class TopicLedgerReader implements LedgerReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final LedgerConsumers consumers;
  private final Deserializer<CommandOutcome> decoder;
  private final InstantSource clock;
  private final Duration memory;

  /** Makes the consumers that a read needs; the reader closes them. */
  interface LedgerConsumers {
    /** Returns a consumer without a group. */
    Consumer<byte[], byte[]> make(boolean readCommitted);
  }

  TopicLedgerReader(
      LedgerConsumers consumers, TopicSerdes serdes, InstantSource clock, Duration memory) {
    this.consumers = consumers;
    this.decoder = serdes.value(Topics.OUTCOMES).deserializer();
    this.clock = clock;
    this.memory = memory;
  }

  @Override
  public CommandLedger read(int partition) {
    TopicPartition place = new TopicPartition(Topics.OUTCOMES.name(), partition);
    CommandLedger ledger = new CommandLedger(memory);
    long end = end(place);
    try (Consumer<byte[], byte[]> consumer = consumers.make(true)) {
      consumer.assign(List.of(place));
      start(consumer, place);
      int idle = 0;
      while (consumer.position(place) < end) {
        var records = consumer.poll(POLL);
        records.forEach(record -> take(record, ledger));
        idle = records.isEmpty() ? idle + 1 : 0;
        if (idle > 600) {
          throw new TimeoutException(place + ": an open transaction hides the end " + end);
        }
      }
    }
    return ledger;
  }

  private long end(TopicPartition place) {
    try (Consumer<byte[], byte[]> consumer = consumers.make(false)) {
      return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }
  }

  private void start(Consumer<byte[], byte[]> consumer, TopicPartition place) {
    long from = clock.instant().minus(memory).toEpochMilli();
    OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(place, from)).get(place);
    if (first == null) {
      consumer.seekToEnd(List.of(place));
    } else {
      consumer.seek(place, first.offset());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, CommandLedger ledger) {
    Long offset = offset(record.headers().lastHeader(OutcomePublisher.COMMAND_OFFSET));
    if (offset == null || record.value() == null) {
      return;
    }
    CommandOutcome outcome = decoder.deserialize(record.topic(), record.value());
    if (outcome != null) {
      ledger.apply(outcome, offset);
    }
  }

  /** Returns null for outcomes that no executor wrote. */
  private static @Nullable Long offset(@Nullable Header header) {
    if (header == null || header.value() == null) {
      return null;
    }
    try {
      return Long.valueOf(new String(header.value(), StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
