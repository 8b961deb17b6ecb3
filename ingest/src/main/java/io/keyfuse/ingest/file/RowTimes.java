package io.keyfuse.ingest.file;

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
final class RowTimes {
  private final DateTimeFormatter format;
  private final ZoneId zone;

  RowTimes(@Nullable String pattern, ZoneId zone) {
    this.format =
        pattern == null
            ? DateTimeFormatter.ISO_DATE_TIME
            : DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    this.zone = zone;
  }

  /**
   * Reads one time; one without a zone is in the mapping's.
   *
   * @throws java.time.DateTimeException when the text is none
   */
  Instant parse(String text) {
    TemporalAccessor time =
        format.parseBest(text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    Instant instant =
        time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(time);
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
