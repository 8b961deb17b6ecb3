package io.keyfuse.app.dlq;

import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds single records by their place. Used by one thread, which closes the consumer. */
public final class RecordLookup {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;

  /**
   * Makes a lookup.
   *
   * @param consumer of bytes, {@code read_committed}, without a group
   */
  public RecordLookup(Consumer<byte[], byte[]> consumer, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.nanoTime = nanoTime;
  }

  /** Returns the letter at the place, or nothing when there is none. */
  public Optional<Letter> letter(LetterId id) {
    return at(new TopicPartition(Topics.DEAD_LETTERS.name(), id.partition()), id.offset())
        .filter(Letter::isLetter)
        .map(Letter::new);
  }

  /**
   * Looks for a letter's original where it was read, for letters that go without bytes.
   *
   * @return nothing when the topic no longer has it or has another value there
   */
  public Optional<ConsumerRecord<byte[], byte[]>> original(Letter letter) {
    Optional<Long> partition = number(letter, DeadLetterHeaders.PARTITION);
    Optional<Long> offset = number(letter, DeadLetterHeaders.OFFSET);
    if (partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    return at(new TopicPartition(letter.topic(), Math.toIntExact(partition.get())), offset.get())
        .filter(found -> isSame(found, letter));
  }

  private static Optional<Long> number(Letter letter, String header) {
    return letter
        .header(header)
        .filter(text -> text.matches("\\d{1,9}|\\d{1,18}"))
        .map(Long::valueOf);
  }

  private static boolean isSame(ConsumerRecord<byte[], byte[]> found, Letter letter) {
    Optional<String> digest = letter.header(DeadLetterHeaders.VALUE_SHA256);
    return digest.isEmpty()
        || (found.value() != null && digest.get().equals(DeadLetterRecord.sha256(found.value())));
  }

  private Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    var infos = consumer.partitionsFor(partition.topic());
    if (infos == null || partition.partition() >= infos.size()) {
      return Optional.empty();
    }
    long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    if (offset < begin || offset >= end) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long since = nanoTime.getAsLong();
    while (consumer.position(partition) <= offset) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return Optional.of(record).filter(found -> found.offset() == offset);
      }
      if (nanoTime.getAsLong() - since > PATIENCE_NANOS) {
        throw new IllegalStateException("Kafka gave no record for 30 s; check that it is up");
      }
    }
    return Optional.empty();
  }
}
