package io.keyfuse.ingest.feed;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a report is read, and how far back.
 *
 * @param interval time between the starts of two sweeps
 * @param lookback how far before the last sweep's end a sweep begins: newest buckets keep growing
 * @param settle age at which usage is taken to be complete where the provider does not say
 * @param backfill how far back the very first sweep begins
 */
@Doc("How often a report is read, and how far back.")
public record FeedSchedule(
    @Doc("Time between two sweeps. Default 60s.") Duration interval,
    @Doc("What is read again each time, since recent buckets keep growing. Default 15m.")
        Duration lookback,
    @Doc("Age at which usage counts as complete where the provider does not say. Default 10m.")
        Duration settle,
    @Doc("How far back the very first sweep begins. Default 24h.") Duration backfill) {

  /** Fills in defaults and checks. */
  public FeedSchedule {
    interval = or(interval, Duration.ofSeconds(60));
    lookback = or(lookback, Duration.ofMinutes(15));
    settle = or(settle, Duration.ofMinutes(10));
    backfill = or(backfill, Duration.ofHours(24));
    within("interval", interval, Duration.ofSeconds(1), Duration.ofDays(1));
    within("lookback", lookback, Duration.ofMinutes(1), Duration.ofDays(35));
    within("settle", settle, Duration.ZERO, lookback);
    within("backfill", backfill, Duration.ofMinutes(1), Duration.ofDays(35));
  }

  /** Returns the defaults for reports by the minute. */
  public static FeedSchedule minutely() {
    return new FeedSchedule(
        Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofDays(1));
  }

  private static Duration or(@Nullable Duration value, Duration fallback) {
    return value == null ? fallback : value;
  }

  private static void within(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ConfigException(field, value + " is out of range; use " + least + " to " + most);
    }
  }
}
