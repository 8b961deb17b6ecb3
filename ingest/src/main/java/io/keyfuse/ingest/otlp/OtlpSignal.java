package io.keyfuse.ingest.otlp;

import java.util.Locale;

/** The three kinds of OTLP data, each with its path and feed. */
public enum OtlpSignal {
  /** Spans. */
  TRACES("rejectedSpans"),
  /** Sums and histograms. */
  METRICS("rejectedDataPoints"),
  /** Events. */
  LOGS("rejectedLogRecords");

  private final String rejected;

  OtlpSignal(String rejected) {
    this.rejected = rejected;
  }

  /** Returns where the signal is posted to. */
  public String path() {
    return "/v1/" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the feed of its events. */
  String feed() {
    return "otlp-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the JSON name of the count of refused parts. */
  String rejected() {
    return rejected;
  }
}
