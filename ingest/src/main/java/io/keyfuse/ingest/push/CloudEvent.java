package io.keyfuse.ingest.push;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.id.NameUuid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context attributes of one CloudEvent, and its data while it is read. Used by one thread. */
final class CloudEvent {
  /** Type whose data is a usage record as {@code POST /v1/usage} takes it. */
  static final String USAGE = "io.keyfuse.usage.v1";

  private static final String VERSION = "1.0";

  private final Map<String, String> attributes = new HashMap<>();
  private @Nullable TokenBuffer data;
  private @Nullable Map<String, String> picked;

  void put(String attribute, String value) {
    attributes.put(attribute, value);
  }

  void remove(String attribute) {
    attributes.remove(attribute);
  }

  void data(TokenBuffer tokens) {
    data = tokens;
  }

  void picked(Map<String, String> members) {
    picked = members;
  }

  @Nullable TokenBuffer data() {
    return data;
  }

  @Nullable Map<String, String> picked() {
    return picked;
  }

  @Nullable String type() {
    return attributes.get("type");
  }

  /** Returns one identity per source and id. */
  String identity() {
    return NameUuid.of("cloudevents", required("source"), required("id"));
  }

  /** Returns the time attribute, or null when there is none. */
  @Nullable Instant time() {
    String time = attributes.get("time");
    try {
      return time == null
          ? null
          : Instant.ofEpochMilli(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new RecordFault(
          RejectReason.INVALID_TIME, "time", "time must be RFC 3339, as 2026-11-02T12:00:00Z");
    }
  }

  /**
   * Checks that the envelope is a CloudEvent.
   *
   * @throws RecordFault naming the attribute
   */
  void check() {
    if (!VERSION.equals(required("specversion"))) {
      throw new RecordFault(
          RejectReason.UNKNOWN_WORD, "specversion", "specversion must be " + VERSION);
    }
    required("id");
    required("source");
    required("type");
    if (attributes.containsKey("data_base64")) {
      throw new RecordFault(
          RejectReason.WRONG_TYPE, "data_base64", "send JSON in data instead of data_base64");
    }
  }

  private String required(String attribute) {
    String value = attributes.get(attribute);
    if (value == null || value.isBlank()) {
      throw new RecordFault(
          RejectReason.MISSING_FIELD, attribute, attribute + " is required and must be a text");
    }
    return value;
  }
}
