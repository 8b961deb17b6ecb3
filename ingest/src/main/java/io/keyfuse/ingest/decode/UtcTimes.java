package io.keyfuse.ingest.decode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads the times of provider files: ISO 8601 with {@code T} or a space, with {@code Z}, {@code
 * UTC}, an offset or no zone at all, which is UTC; a date alone is its midnight. Digits below a
 * millisecond are cut. Stateless and thread-safe.
 */
public final class UtcTimes {
  private static final int DATE = 10;
  private static final int TIME = 19;
  private static final long DAY_MS = 86_400_000L;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private UtcTimes() {}

  /**
   * Reads a text.
   *
   * @throws DateTimeException when it is no such time
   */
  public static Instant parse(String text) {
    return Instant.ofEpochMilli(parseMillis(text));
  }

  /** Reads a text as milliseconds since 1970; see {@link #parse}. */
  public static long parseMillis(String text) {
    if (text.length() < DATE || text.charAt(4) != '-' || text.charAt(7) != '-') {
      throw bad();
    }
    LocalDate date = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, DATE));
    long midnight = date.toEpochDay() * DAY_MS;
    return text.length() == DATE ? midnight : midnight + timeOfDay(text);
  }

  /**
   * Reads seconds since 1970, whole or with decimals.
   *
   * @throws DateTimeException when they lie before 1970 or after 9999
   */
  public static Instant ofSeconds(BigDecimal seconds) {
    if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
      throw bad();
    }
    return Instant.ofEpochMilli(
        seconds.multiply(THOUSAND).setScale(0, RoundingMode.DOWN).longValueExact());
  }

  private static long timeOfDay(String text) {
    char joint = text.charAt(DATE);
    if (text.length() < TIME || (joint != 'T' && joint != ' ')) {
      throw bad();
    }
    if (text.charAt(13) != ':' || text.charAt(16) != ':') {
      throw bad();
    }
    long hour = digits(text, 11, 13);
    long minute = digits(text, 14, 16);
    long second = digits(text, 17, TIME);
    if (hour > 23 || minute > 59 || second > 59) {
      throw bad();
    }
    int end = fractionEnd(text);
    long millis = ((hour * 60 + minute) * 60 + second) * 1_000;
    return millis + fraction(text, end) - offsetMillis(text, end);
  }

  private static int fractionEnd(String text) {
    int at = TIME;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private static long fraction(String text, int end) {
    long millis = 0;
    for (int i = 0; i < 3; i++) {
      int at = TIME + 1 + i;
      millis = millis * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return millis;
  }

  private static long offsetMillis(String text, int at) {
    String zone = text.substring(at).strip();
    if (zone.isEmpty() || "Z".equals(zone) || "UTC".equals(zone)) {
      return 0;
    }
    boolean colon = zone.length() == 6 && zone.charAt(3) == ':';
    char sign = zone.charAt(0);
    if ((sign != '+' && sign != '-') || !(colon || zone.length() == 5)) {
      throw bad();
    }
    int from = colon ? 4 : 3;
    long minutes = digits(zone, 1, 3) * 60L + digits(zone, from, from + 2);
    if (minutes > 18 * 60) {
      throw bad();
    }
    return (sign == '-' ? -minutes : minutes) * 60_000;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        throw bad();
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static DateTimeException bad() {
    return new DateTimeException("no time such as 2026-11-23T10:00:00Z");
  }
}
