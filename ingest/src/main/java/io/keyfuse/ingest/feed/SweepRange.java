package io.keyfuse.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What one sweep asks for, in the provider's time and whole buckets. Immutable.
 *
 * @param from inclusive start
 * @param to exclusive end
 */
public record SweepRange(Instant from, Instant to) {

  /**
   * Returns the range of the next sweep: from the last one's end less the look-back, or from the
   * backfill at first, up to the bucket that is under way.
   *
   * @param serverTime the provider's clock
   * @param bucket width of a bucket: minutes, hours or days
   */
  public static SweepRange next(
      FeedMark mark, FeedSchedule schedule, Instant serverTime, ChronoUnit bucket) {
    Instant earliest = serverTime.minus(schedule.backfill());
    Instant wanted =
        mark.readTo().equals(Instant.EPOCH) ? earliest : mark.readTo().minus(schedule.lookback());
    // A mark from a clock that ran ahead must not leave a gap behind it.
    Instant capped = wanted.isAfter(serverTime) ? serverTime.minus(schedule.lookback()) : wanted;
    Instant from = capped.isBefore(earliest) ? earliest : capped;
    Instant to = serverTime.truncatedTo(bucket).plus(bucket.getDuration());
    return new SweepRange(from.truncatedTo(bucket), to);
  }

  /** Returns this range cut to the longest that the provider allows, and at least one bucket. */
  public SweepRange atMost(Duration longest) {
    Instant end = from.plus(longest);
    return end.isBefore(to) ? new SweepRange(from, end) : this;
  }

  /** Returns the range that follows this one up to the given end. */
  public SweepRange upTo(Instant end) {
    return new SweepRange(to, end);
  }
}
