package io.keyfuse.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads single JSON values of a record. Numbers are read from their text, never through floating
 * point. Faults name the field and never repeat the value. Stateless.
 */
final class JsonValues {
  private static final int LONGEST_NUMBER = 64;

  private JsonValues() {}

  /** Reads a text; null is null. */
  static @Nullable String text(JsonParser in, String field) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(field, "a text");
    }
    return in.getText();
  }

  /** Reads a whole number. */
  static long count(JsonParser in, String field) throws IOException {
    String text = number(in, field, false);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalidNumber(field, "a whole number that fits 64 bits");
    }
  }

  /** Reads US dollars, as a number or as text, to nano-dollars; null is null. */
  static @Nullable Long usd(JsonParser in, String field) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    String text = number(in, field, true);
    try {
      return NanoUsd.ofUsd(text);
    } catch (NumberFormatException | ArithmeticException e) {
      throw invalidNumber(field, "a decimal number of US dollars below 10 billion");
    }
  }

  /** Reads an instant: ISO-8601 with a zone, or epoch milliseconds; null is null. */
  static @Nullable Instant time(JsonParser in, String field) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    try {
      if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return millis(Instant.ofEpochMilli(Long.parseLong(number(in, field, false))));
      }
      if (in.currentToken() == JsonToken.VALUE_STRING) {
        String text = in.getText();
        return millis(
            text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant());
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw invalidTime(field);
    }
    throw invalidTime(field);
  }

  // The contract keeps milliseconds; what is cut here must not differ before and after Kafka.
  private static Instant millis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  /** Reads a word of an enum, in any case. */
  static <E extends Enum<E>> E word(JsonParser in, String field, Class<E> words)
      throws IOException {
    String text = text(in, field);
    try {
      if (text != null) {
        return Enum.valueOf(words, text.toUpperCase(Locale.ROOT));
      }
    } catch (IllegalArgumentException e) {
      throw unknownWord(field, words);
    }
    throw unknownWord(field, words);
  }

  private static String number(JsonParser in, String field, boolean mayBeText) throws IOException {
    JsonToken token = in.currentToken();
    boolean fits =
        token == JsonToken.VALUE_NUMBER_INT
            || token == JsonToken.VALUE_NUMBER_FLOAT
            || (mayBeText && token == JsonToken.VALUE_STRING);
    if (!fits) {
      throw wrongType(field, "a number");
    }
    if (in.getTextLength() > LONGEST_NUMBER) {
      throw invalidNumber(field, "a number of at most " + LONGEST_NUMBER + " digits");
    }
    return in.getText();
  }

  private static RecordFault wrongType(String field, String expected) {
    return new RecordFault(RejectReason.WRONG_TYPE, field, field + " must be " + expected);
  }

  private static RecordFault invalidNumber(String field, String expected) {
    return new RecordFault(RejectReason.INVALID_NUMBER, field, field + " must be " + expected);
  }

  private static RecordFault invalidTime(String field) {
    return new RecordFault(
        RejectReason.INVALID_TIME,
        field,
        field + " must be ISO-8601 with a zone (2026-11-02T12:00:00Z) or epoch milliseconds");
  }

  private static RecordFault unknownWord(String field, Class<? extends Enum<?>> words) {
    StringBuilder known = new StringBuilder();
    for (Enum<?> word : words.getEnumConstants()) {
      known.append(known.length() == 0 ? "" : ", ").append(word.name().toLowerCase(Locale.ROOT));
    }
    return new RecordFault(RejectReason.UNKNOWN_WORD, field, field + " must be one of " + known);
  }
}
