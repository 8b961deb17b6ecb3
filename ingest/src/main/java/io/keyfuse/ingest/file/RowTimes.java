package io.keyfuse.ingest.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a mapping's times; digits below a millisecond are cut. Immutable and thread-safe. */
public final class RowTimes {
  private static final String EPOCH_SECONDS = "epoch_seconds";
  private static final String EPOCH_MILLIS = "epoch_millis";
  private static final int LONGEST = 40;

  private final String pattern;
  private final DateTimeFormatter format;
  private final ZoneId zone;

  /**
   * Makes a reader.
   *
   * @param pattern of {@code java.time}, {@code epoch_seconds}, {@code epoch_millis}, or null for
   *     ISO-8601
   * @param zone of times that name none
   */
  public RowTimes(@Nullable String pattern, ZoneId zone) {
    this.pattern = pattern == null ? "" : pattern;
    this.format =
        pattern == null || isEpoch(pattern)
            ? DateTimeFormatter.ISO_DATE_TIME
            : DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    this.zone = zone;
  }

  static boolean isEpoch(String pattern) {
    return pattern.equals(EPOCH_SECONDS) || pattern.equals(EPOCH_MILLIS);
  }

  /**
   * Reads one time; one without a zone is in the mapping's.
   *
   * @throws DateTimeException when the text is none
   */
  public Instant parse(String text) {
    if (isEpoch(pattern)) {
      return epoch(text, pattern.equals(EPOCH_SECONDS) ? 3 : 0);
    }
    TemporalAccessor time =
        format.parseBest(text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    Instant instant =
        time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(time);
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static Instant epoch(String text, int shift) {
    try {
      if (text.length() <= LONGEST) {
        BigDecimal millis = new BigDecimal(text).movePointRight(shift);
        if (millis.precision() - millis.scale() <= 19) {
          return Instant.ofEpochMilli(millis.setScale(0, RoundingMode.DOWN).longValueExact());
        }
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new DateTimeException("no epoch time", e);
    }
    throw new DateTimeException("no epoch time");
  }
}
