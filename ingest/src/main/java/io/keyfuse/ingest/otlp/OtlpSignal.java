package io.keyfuse.ingest.otlp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The three kinds of OTLP data, each with its path and feed. */
public enum OtlpSignal {
  /** Spans. */
  TRACES("resourceSpans", "rejectedSpans"),
  /** Sums and histograms. */
  METRICS("resourceMetrics", "rejectedDataPoints"),
  /** Events. */
  LOGS("resourceLogs", "rejectedLogRecords");

  private final String member;
  private final String rejected;

  OtlpSignal(String member, String rejected) {
    this.member = member;
    this.rejected = rejected;
  }

  /** Returns where the signal is posted to. */
  public String path() {
    return "/v1/" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the signal of an export request with the member, or null. */
  static @Nullable OtlpSignal ofMember(String name) {
    for (OtlpSignal signal : values()) {
      if (signal.member.equals(name)) {
        return signal;
      }
    }
    return null;
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
