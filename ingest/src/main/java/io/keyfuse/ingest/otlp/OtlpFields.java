package io.keyfuse.ingest.otlp;

import java.util.Map;

/**
 * The fields of an OTLP message that are read: JSON name to field number, as in opentelemetry-proto
 * v1. All others are skipped. Immutable and thread-safe.
 */
final class OtlpFields {
  static final OtlpFields NONE = new OtlpFields(Map.of());
  static final OtlpFields EXPORT =
      new OtlpFields(Map.of("resourceSpans", 1, "resourceMetrics", 1, "resourceLogs", 1));
  static final OtlpFields RESOURCE_PARTS =
      new OtlpFields(Map.of("resource", 1, "scopeSpans", 2, "scopeMetrics", 2, "scopeLogs", 2));
  static final OtlpFields RESOURCE = new OtlpFields(Map.of("attributes", 1));
  static final OtlpFields SCOPE_PARTS =
      new OtlpFields(Map.of("spans", 2, "metrics", 2, "logRecords", 2));
  static final OtlpFields SPAN =
      new OtlpFields(
          Map.of(
              "traceId", 1,
              "spanId", 2,
              "startTimeUnixNano", 7,
              "endTimeUnixNano", 8,
              "attributes", 9,
              "status", 15));
  static final OtlpFields STATUS = new OtlpFields(Map.of("code", 3));
  static final OtlpFields LOG_RECORD =
      new OtlpFields(
          Map.of(
              "timeUnixNano", 1,
              "attributes", 6,
              "traceId", 9,
              "spanId", 10,
              "observedTimeUnixNano", 11,
              "eventName", 12));
  static final OtlpFields METRIC =
      new OtlpFields(Map.of("name", 1, "sum", 7, "histogram", 9, "exponentialHistogram", 10));
  static final OtlpFields SERIES =
      new OtlpFields(Map.of("dataPoints", 1, "aggregationTemporality", 2));
  static final OtlpFields NUMBER_POINT =
      new OtlpFields(
          Map.of(
              "startTimeUnixNano", 2,
              "timeUnixNano", 3,
              "asDouble", 4,
              "asInt", 6,
              "attributes", 7));
  static final OtlpFields HISTOGRAM_POINT =
      new OtlpFields(
          Map.of("startTimeUnixNano", 2, "timeUnixNano", 3, "count", 4, "sum", 5, "attributes", 9));
  static final OtlpFields EXPONENTIAL_POINT =
      new OtlpFields(
          Map.of("startTimeUnixNano", 2, "timeUnixNano", 3, "count", 4, "sum", 5, "attributes", 1));
  static final OtlpFields KEY_VALUE = new OtlpFields(Map.of("key", 1, "value", 2));
  static final OtlpFields ANY_VALUE =
      new OtlpFields(Map.of("stringValue", 1, "boolValue", 2, "intValue", 3, "doubleValue", 4));

  private final Map<String, Integer> numbers;
  private final long mask;

  private OtlpFields(Map<String, Integer> numbers) {
    this.numbers = numbers;
    this.mask =
        numbers.values().stream().mapToLong(number -> 1L << number).reduce(0, (a, b) -> a | b);
  }

  /** Returns the number of a JSON name, or 0. */
  int number(String name) {
    return numbers.getOrDefault(name, 0);
  }

  /** Returns true when the field of this number is read. */
  boolean has(int number) {
    return number < Long.SIZE && (mask >>> number & 1) == 1;
  }
}
