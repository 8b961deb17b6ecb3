package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one letter. The value is the source topic's record where it can be read as one,
 * else bytes with offsets; what looks like a secret is masked. Immutable.
 */
public final class LetterPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4_096;
  private static final int MOST_HEADER = 1_024;

  private final Letter letter;
  private final boolean wasReplayed;
  private final @Nullable JsonNode record;
  private final byte @Nullable [] value;

  /**
   * Makes a page.
   *
   * @param value bytes of the letter or, where it has none, of its original
   * @param decoder reads bytes of a topic as plain JSON, where it can
   */
  LetterPage(Letter letter, boolean wasReplayed, byte @Nullable [] value, RecordDecoder decoder) {
    this.letter = letter;
    this.wasReplayed = wasReplayed;
    this.value = value;
    this.record =
        value == null
            ? null
            : decoder.decode(letter.topic(), value).map(SecretMask::tree).orElse(null);
  }

  /** Makes the page of a letter, with its original's bytes where it has none itself. */
  public static LetterPage of(
      Letter letter, boolean wasReplayed, RecordLookup originals, RecordDecoder decoder) {
    byte[] value = letter.value();
    if (letter.omitted().isPresent()) {
      value = originals.original(letter).map(ConsumerRecord::value).orElse(null);
    }
    return new LetterPage(letter, wasReplayed, value, decoder);
  }

  /** Returns lines for a person. */
  public String text() {
    StringBuilder text = new StringBuilder();
    put(text, "letter", letter.id() + (wasReplayed ? " (replayed)" : " (new)"));
    put(text, "time", letter.at().toString());
    put(text, "reason", SecretMask.line(letter.reason()));
    put(text, "cause", SecretMask.line(letter.message()));
    put(text, "source", SecretMask.line(letter.source()));
    put(text, "key", key());
    text.append("headers\n");
    for (Header header : letter.headers()) {
      text.append("  ").append(SecretMask.line(header.key())).append(": ");
      text.append(value(header).replace("\n", "\n    ")).append('\n');
    }
    letter.omitted().ifPresent(why -> put(text, "omitted", SecretMask.line(why)));
    text.append("value ").append(size()).append('\n');
    if (record != null) {
      text.append(record.toPrettyString()).append('\n');
    } else {
      dump().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  /** Returns one JSON object. */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", letter.id().toString())
        .put("state", (wasReplayed ? LetterList.State.REPLAYED : LetterList.State.NEW).name())
        .put("time", letter.at().toString())
        .put("reason", SecretMask.line(letter.reason()))
        .put("message", SecretMask.line(letter.message()))
        .put("source", SecretMask.line(letter.source()))
        .put("key", key());
    letter.omitted().ifPresent(why -> json.put("omitted", SecretMask.line(why)));
    var headers = json.putArray("headers");
    for (Header header : letter.headers()) {
      headers.addObject().put("name", SecretMask.line(header.key())).put("value", value(header));
    }
    if (record != null) {
      json.set("record", record);
    } else {
      var lines = json.putArray("bytes");
      dump().forEach(lines::add);
    }
    return json.toPrettyString() + System.lineSeparator();
  }

  private static void put(StringBuilder text, String name, @Nullable String value) {
    text.append(String.format("%-8s %s%n", name, value == null ? "(none)" : value));
  }

  private @Nullable String key() {
    byte[] key = letter.key();
    return key == null ? null : SecretMask.line(text(key));
  }

  private static String value(Header header) {
    byte[] value = header.value();
    if (value == null) {
      return "";
    }
    boolean isTrace = header.key().equals(DeadLetterHeaders.STACKTRACE);
    return isTrace ? SecretMask.lines(new String(value, UTF_8)) : SecretMask.line(text(value));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, MOST_HEADER), UTF_8);
  }

  private String size() {
    return value == null ? "(none)" : "(" + value.length + " bytes)";
  }

  private List<String> dump() {
    byte[] bytes = value;
    if (bytes == null) {
      return List.of();
    }
    // Masked over twice what is shown, so that a secret across the end is seen whole.
    byte[] masked = SecretMask.bytes(Arrays.copyOf(bytes, Math.min(bytes.length, 2 * MOST_BYTES)));
    return HexDump.of(masked, MOST_BYTES, bytes.length);
  }

  /** Reads bytes of a topic as plain JSON. */
  @FunctionalInterface
  public interface RecordDecoder {
    /** Returns the record, or nothing when the bytes are none of the topic's. */
    Optional<JsonNode> decode(String topic, byte[] value);
  }
}
