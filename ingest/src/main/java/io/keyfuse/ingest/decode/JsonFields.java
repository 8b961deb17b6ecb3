package io.keyfuse.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.money.NanoUsd;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of a provider's JSON leniently in type and strictly in value: numbers may be texts
 * and the other way round, an empty text is a missing one. Every fault is a {@link PartFault} that
 * names the member. Stateless and thread-safe.
 */
public final class JsonFields {
  private JsonFields() {}

  /** Returns a text, or null when it is missing, null, empty or no scalar. */
  public static @Nullable String text(JsonNode record, String name) {
    JsonNode value = record.path(name);
    String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    return text.isEmpty() ? null : text;
  }

  /** Returns a text that must be there. */
  public static String required(JsonNode record, String name) {
    String text = text(record, name);
    if (text == null) {
      throw new PartFault(RejectReason.MISSING_FIELD, name, name + " is missing");
    }
    return text;
  }

  /** Returns a whole number; {@code 0} when it is missing. */
  public static long count(JsonNode record, String name) {
    BigDecimal number = number(record, name);
    try {
      return number == null ? 0 : number.longValueExact();
    } catch (ArithmeticException e) {
      throw new PartFault(RejectReason.INVALID_NUMBER, name, name + " must be a whole number");
    }
  }

  /** Returns US dollars as nano-USD, or null when they are missing. */
  public static @Nullable Long nanos(JsonNode record, String name) {
    BigDecimal number = number(record, name);
    try {
      return number == null ? null : Long.valueOf(NanoUsd.ofUsd(number));
    } catch (ArithmeticException e) {
      throw new PartFault(RejectReason.ABSURD_COST, name, name + " is out of range");
    }
  }

  /** Returns a number, or null when it is missing. */
  public static @Nullable BigDecimal number(JsonNode record, String name) {
    JsonNode value = record.path(name);
    if (value.isNumber()) {
      return value.decimalValue();
    }
    String text = text(record, name);
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new PartFault(RejectReason.INVALID_NUMBER, name, name + " must be a number");
    }
  }

  /** Returns a time that must be there: a text as {@link UtcTimes} reads it, or epoch seconds. */
  public static Instant time(JsonNode record, String name) {
    String text = required(record, name);
    try {
      return record.path(name).isNumber()
          ? UtcTimes.ofSeconds(record.path(name).decimalValue())
          : UtcTimes.parse(text);
    } catch (DateTimeException e) {
      throw new PartFault(
          RejectReason.INVALID_TIME, name, name + " must be ISO 8601 or seconds since 1970");
    }
  }
}
