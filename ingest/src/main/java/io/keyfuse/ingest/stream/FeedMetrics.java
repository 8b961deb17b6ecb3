package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.PullFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts of the pull feeds. By {@code feed}, a closed list, {@code keyfuse.feed.read = usage +
 * context + refused + ignored}. By {@code name}, of the configured feed, {@code
 * keyfuse.feed.sweeps} with their result, and {@code keyfuse.feed.watermark.age.seconds}: no newer
 * usage is known to be complete. Thread-safe.
 */
public final class FeedMetrics {
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<String, Instant> watermarks = new ConcurrentHashMap<>();

  /** Makes the counts. */
  public FeedMetrics(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
  }

  void read(PullFeed feed, List<Decoded> page) {
    for (Decoded part : page) {
      count("read", feed);
      count(result(part), feed);
    }
  }

  private void count(String what, PullFeed feed) {
    meters.counter("keyfuse.feed." + what, "feed", feed.kind()).increment();
  }

  void swept(PullFeed feed, FeedMark mark) {
    sweeps(feed, "done");
    complete(feed, mark);
  }

  /** Shows how old the watermark is from now on, also while no sweep succeeds. */
  void complete(PullFeed feed, FeedMark mark) {
    if (mark.equals(FeedMark.NONE)) {
      return;
    }
    if (watermarks.put(feed.name(), mark.watermark()) == null) {
      Gauge.builder("keyfuse.feed.watermark.age.seconds", () -> ageSeconds(feed.name()))
          .description("Age of the newest usage that is taken to be complete")
          .tag("feed", feed.kind())
          .tag("name", feed.name())
          .register(meters);
    }
  }

  void failed(PullFeed feed, FeedFault.Reason reason) {
    sweeps(feed, reason.name().toLowerCase(Locale.ROOT));
  }

  /** Another instance goes on with the feed: this one has no say on its age any more. */
  void released(PullFeed feed) {
    watermarks.remove(feed.name());
    meters
        .find("keyfuse.feed.watermark.age.seconds")
        .tag("name", feed.name())
        .gauges()
        .forEach(meters::remove);
  }

  private void sweeps(PullFeed feed, String result) {
    meters
        .counter("keyfuse.feed.sweeps", "feed", feed.kind(), "name", feed.name(), "result", result)
        .increment();
  }

  private double ageSeconds(String feed) {
    Instant watermark = watermarks.get(feed);
    return watermark == null
        ? Double.NaN
        : Duration.between(watermark, clock.instant()).toMillis() / 1000.0;
  }

  private static String result(Decoded part) {
    if (part instanceof Decoded.Usage) {
      return "usage";
    }
    if (part instanceof Decoded.Context) {
      return "context";
    }
    return part instanceof Decoded.Refused ? "refused" : "ignored";
  }
}
