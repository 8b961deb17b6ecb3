package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.schemas.topic.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record of {@code keyfuse.dlq.v1} that is a dead letter. Immutable as its record is. */
public final class Letter {
  private static final String UNKNOWN = "unknown";

  private final ConsumerRecord<byte[], byte[]> record;

  /** Takes a record for a letter. */
  public Letter(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  /**
   * Returns the letter that a record says was replayed, when the record is such a marker. A letter
   * always has a reason, so that headers which an outsider put on a bad record mark nothing.
   */
  public static Optional<LetterId> marks(ConsumerRecord<byte[], byte[]> record) {
    String marked = text(record.headers(), DeadLetterHeaders.REPLAYED);
    return isLetter(record) || marked == null || !marked.matches(LetterId.PATTERN)
        ? Optional.empty()
        : Optional.of(LetterId.parse(marked));
  }

  /** Returns true for a letter, false for a marker or an outsider's record. */
  static boolean isLetter(ConsumerRecord<byte[], byte[]> record) {
    return text(record.headers(), DeadLetterHeaders.REASON) != null;
  }

  /** Returns where the letter is. */
  public LetterId id() {
    return new LetterId(record.partition(), record.offset());
  }

  /** Returns the time of the original record, which letters keep. */
  public Instant at() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Returns the closed reason. */
  public String reason() {
    return header(DeadLetterHeaders.REASON).orElse(UNKNOWN);
  }

  /** Returns what the fault said. */
  public String message() {
    return header(DeadLetterHeaders.MESSAGE).orElse("");
  }

  /** Returns the topic from which the original was read. */
  public String topic() {
    return header(DeadLetterHeaders.TOPIC).orElse(UNKNOWN);
  }

  /** Returns {@code topic-partition offset n} of the original. */
  public String source() {
    return topic()
        + "-"
        + header(DeadLetterHeaders.PARTITION).orElse("?")
        + " offset "
        + header(DeadLetterHeaders.OFFSET).orElse("?");
  }

  /** Returns why the letter goes without bytes, if it does. */
  public Optional<String> omitted() {
    return header(DeadLetterHeaders.OMITTED);
  }

  /** Returns the last header of the name as text. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(text(record.headers(), name));
  }

  /** Returns all headers, the original's first. */
  public Headers headers() {
    return record.headers();
  }

  /** Returns the original's own headers. */
  public Headers originalHeaders() {
    Headers own = new RecordHeaders();
    for (Header header : record.headers()) {
      boolean ours =
          header.key().startsWith(DeadLetterHeaders.OURS)
              || header.key().startsWith(DeadLetterHeaders.ERRORS);
      if (!ours) {
        own.add(header);
      }
    }
    return own;
  }

  byte @Nullable [] key() {
    return record.key();
  }

  byte @Nullable [] value() {
    return record.value();
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
