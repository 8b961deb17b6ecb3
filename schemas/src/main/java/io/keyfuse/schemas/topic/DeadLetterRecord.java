package io.keyfuse.schemas.topic;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead letter, the same way for every writer: original key, value, headers and timestamp,
 * then the headers of {@link DeadLetterHeaders}. Stateless and thread-safe.
 *
 * <p>A letter has the original whole or not at all. It goes without when the original holds a
 * secret, which would be kept a month longer, when it is no longer held, and when it is so large
 * that a broker with Kafka's default limits might refuse the letter and stop its writer. The
 * headers then say why, where the original is, how long its value is and its SHA-256.
 */
public final class DeadLetterRecord {
  /** Most bytes of an original that go into a letter; our own headers fit below 1 MiB with it. */
  public static final int LARGEST_BYTES = 900_000;

  /** Omission of an original that holds a secret. */
  public static final String SECRET = "secret";

  private static final int LONGEST_TRACE = 8_192;
  private static final int LONGEST_TEXT = 4_096;

  private DeadLetterRecord() {}

  /**
   * A record as it was read.
   *
   * @param timestamp milliseconds since the epoch; negative when unknown
   */
  public record Original(
      String topic, int partition, long offset, long timestamp, Headers headers, Bytes bytes) {

    /** Returns what a consumer read. */
    public static Original of(ConsumerRecord<byte[], byte[]> record) {
      return new Original(
          record.topic(),
          record.partition(),
          record.offset(),
          record.timestamp(),
          record.headers(),
          new Bytes(record.key(), record.value()));
    }
  }

  /** Key and value; not copied. */
  public static final class Bytes {
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    /** Holds the two as they are. */
    public Bytes(byte @Nullable [] key, byte @Nullable [] value) {
      this.key = key;
      this.value = value;
    }
  }

  /**
   * Why a record is given up.
   *
   * @param reason from the writer's closed list, in lower case
   * @param exception class of the fault, or a word for it
   * @param message names the field and the fix; never holds a secret
   * @param omission why the letter must go without bytes; null to judge by size
   */
  public record Cause(
      String reason, String exception, @Nullable String message, @Nullable String omission) {

    /** Returns the cause that an exception is. */
    public static Cause of(String reason, Throwable fault) {
      return new Cause(reason, fault.getClass().getName(), fault.getMessage(), null);
    }
  }

  /** Returns the letter for a topic of dead letters. */
  public static ProducerRecord<byte[], byte[]> of(String topic, Original original, Cause cause) {
    byte[] key = original.bytes().key;
    byte[] value = original.bytes().value;
    String omitted = cause.omission() == null ? tooLarge(original) : cause.omission();
    boolean whole = omitted == null;
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            topic,
            null,
            original.timestamp() < 0 ? null : Long.valueOf(original.timestamp()),
            whole ? key : null,
            whole ? value : null);
    Headers headers = letter.headers();
    if (omitted == null) {
      original.headers().forEach(headers::add);
    } else {
      addOmission(headers, omitted, value);
    }
    add(headers, DeadLetterHeaders.REASON, cause.reason());
    add(headers, DeadLetterHeaders.EXCEPTION, cause.exception());
    add(headers, DeadLetterHeaders.MESSAGE, cut(String.valueOf(cause.message()), LONGEST_TEXT));
    add(headers, DeadLetterHeaders.TOPIC, original.topic());
    add(headers, DeadLetterHeaders.PARTITION, Integer.toString(original.partition()));
    add(headers, DeadLetterHeaders.OFFSET, Long.toString(original.offset()));
    return letter;
  }

  /** Adds where an exception was thrown. */
  public static void addTrace(Headers headers, Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    add(headers, DeadLetterHeaders.STACKTRACE, cut(trace.toString(), LONGEST_TRACE));
  }

  /** Adds one header of {@link DeadLetterHeaders}. */
  public static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the bytes that key, value and headers take, without Kafka's own framing. */
  public static long size(Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
    long bytes = length(key) + length(value);
    for (Header header : headers) {
      bytes += header.key().length() + length(header.value());
    }
    return bytes;
  }

  /** Returns the SHA-256 of bytes in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static @Nullable String tooLarge(Original original) {
    long bytes = size(original.headers(), original.bytes().key, original.bytes().value);
    return bytes > LARGEST_BYTES ? "too large: " + bytes + " bytes" : null;
  }

  private static void addOmission(Headers headers, String omitted, byte @Nullable [] value) {
    add(headers, DeadLetterHeaders.OMITTED, omitted);
    if (value != null) {
      add(headers, DeadLetterHeaders.VALUE_BYTES, Integer.toString(value.length));
      if (!omitted.equals(SECRET)) {
        add(headers, DeadLetterHeaders.VALUE_SHA256, sha256(value));
      }
    }
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
