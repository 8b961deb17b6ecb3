package io.keyfuse.testkit.scenario;

/** A half-open stretch of event time. Immutable. */
record Span(long fromMillis, long toMillis) {
  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  static Span of(long fromMillis, double hours) {
    return new Span(fromMillis, fromMillis + Math.round(hours * HOUR));
  }

  boolean holds(long atMillis) {
    return atMillis >= fromMillis && atMillis < toMillis;
  }

  double hours() {
    return (toMillis - fromMillis) / (double) HOUR;
  }

  Span until(long limitMillis) {
    return new Span(fromMillis, Math.min(toMillis, limitMillis));
  }
}
