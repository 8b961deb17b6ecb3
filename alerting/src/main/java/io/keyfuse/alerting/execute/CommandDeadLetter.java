package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The dead letter of a rejected command record: its bytes and headers as they came, the {@code
 * __streams.errors.*} headers of KIP-1034 and {@code keyfuse-reason}. One so large that Kafka might
 * refuse the letter goes without its bytes and says so in {@code keyfuse-omitted}.
 */
final class CommandDeadLetter {
  private static final int LARGEST_BYTES = 900_000;
  private static final String ERRORS = "__streams.errors.";

  private CommandDeadLetter() {}

  static ProducerRecord<byte[], byte[]> of(Intake.Rejected rejected) {
    ConsumerRecord<byte[], byte[]> record = rejected.record();
    long bytes = bytes(record);
    boolean whole = bytes <= LARGEST_BYTES;
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(),
            null,
            record.timestamp() < 0 ? null : (Long) record.timestamp(),
            whole ? record.key() : null,
            whole ? record.value() : null);
    Headers headers = letter.headers();
    if (whole) {
      record.headers().forEach(headers::add);
    } else {
      add(headers, "keyfuse-omitted", "too large: " + bytes + " bytes");
    }
    add(headers, "keyfuse-reason", rejected.reason().name().toLowerCase(Locale.ROOT));
    add(headers, ERRORS + "exception", CommandDeadLetter.class.getName());
    add(headers, ERRORS + "message", rejected.detail());
    add(headers, ERRORS + "topic", record.topic());
    add(headers, ERRORS + "partition", Integer.toString(record.partition()));
    add(headers, ERRORS + "offset", Long.toString(record.offset()));
    return letter;
  }

  private static long bytes(ConsumerRecord<byte[], byte[]> record) {
    long bytes = length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      bytes += header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
