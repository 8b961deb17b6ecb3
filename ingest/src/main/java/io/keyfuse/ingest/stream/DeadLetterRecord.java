package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.validate.RejectReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead letter: original key, value, headers and timestamp, the {@code __streams.errors.*}
 * headers of KIP-1034 and {@code keyfuse-reason}. Immutable.
 *
 * <p>Two kinds go without their bytes and say so in {@code keyfuse-omitted}: an event that holds a
 * secret, which would be kept a month longer, and one so large that Kafka might refuse the letter
 * and stop the stream. Topic, partition and offset then say where the original is.
 */
record DeadLetterRecord(String topic) {
  private static final int LARGEST_BYTES = 900_000;
  private static final int LONGEST_TRACE = 8_192;
  private static final String ERRORS = "__streams.errors.";

  ProducerRecord<byte[], byte[]> of(
      ErrorHandlerContext context, RejectReason reason, Exception fault) {
    String omitted = omitted(context, reason);
    boolean whole = omitted == null;
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            topic,
            null,
            context.timestamp() < 0 ? null : Long.valueOf(context.timestamp()),
            whole ? context.sourceRawKey() : null,
            whole ? context.sourceRawValue() : null);
    Headers headers = letter.headers();
    if (whole) {
      context.headers().forEach(headers::add);
    } else {
      add(headers, "keyfuse-omitted", omitted);
    }
    add(headers, "keyfuse-reason", reason.code());
    add(headers, ERRORS + "exception", fault.getClass().getName());
    add(headers, ERRORS + "message", String.valueOf(fault.getMessage()));
    add(headers, ERRORS + "stacktrace", trace(fault));
    add(headers, ERRORS + "topic", String.valueOf(context.topic()));
    add(headers, ERRORS + "partition", Integer.toString(context.partition()));
    add(headers, ERRORS + "offset", Long.toString(context.offset()));
    return letter;
  }

  private static @Nullable String omitted(ErrorHandlerContext context, RejectReason reason) {
    if (reason == RejectReason.SECRET_IN_EVENT) {
      return "secret";
    }
    long bytes = length(context.sourceRawKey()) + length(context.sourceRawValue());
    for (Header header : context.headers()) {
      bytes += header.key().length() + length(header.value());
    }
    return bytes > LARGEST_BYTES ? "too large: " + bytes + " bytes" : null;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String trace(Exception fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    return trace.getBuffer().substring(0, Math.min(trace.getBuffer().length(), LONGEST_TRACE));
  }

  private static void add(Headers headers, String name, @Nullable String value) {
    headers.add(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }
}
