package io.keyfuse.ingest.file.focus;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Parquet value as FOCUS text: decimals exactly, floating point by its shortest decimal,
 * timestamps as ISO 8601 in UTC. Stateless and thread-safe.
 */
interface ParquetText {
  /** Days from the Julian calendar's beginning to 1970-01-01. */
  long JULIAN_1970 = 2_440_588;

  /** Returns the text of a value, or null for an empty one. */
  @Nullable String of(Object value);

  /** Returns the writer of a column's values. */
  static ParquetText of(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    boolean number =
        type.getPrimitiveTypeName() == PrimitiveTypeName.INT64
            || type.getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    if (number && logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return value -> BigDecimal.valueOf(whole(value), decimal.getScale()).toPlainString();
    }
    if (number && logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return value -> instant(whole(value), timestamp.getUnit()).toString();
    }
    if (number && logical instanceof DateLogicalTypeAnnotation) {
      return value -> LocalDate.ofEpochDay(whole(value)).toString();
    }
    return type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
        ? ParquetText::legacyTime
        : ParquetText::plain;
  }

  private static @Nullable String plain(Object value) {
    String text = value.toString();
    return text.isEmpty() ? null : text;
  }

  private static long whole(Object value) {
    return ((Number) value).longValue();
  }

  private static Instant instant(long value, TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> Instant.ofEpochMilli(value);
      case MICROS ->
          Instant.ofEpochSecond(
              Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1_000L);
      case NANOS ->
          Instant.ofEpochSecond(
              Math.floorDiv(value, 1_000_000_000L), Math.floorMod(value, 1_000_000_000L));
    };
  }

  /** INT96: nanoseconds of the day, then the Julian day, little-endian, shown as hexadecimal. */
  private static String legacyTime(Object value) {
    String text = value.toString();
    byte[] bytes = HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = buffer.getLong();
    long day = buffer.getInt() - JULIAN_1970;
    return Instant.EPOCH.plus(Duration.ofDays(day)).plusNanos(nanosOfDay).toString();
  }
}
