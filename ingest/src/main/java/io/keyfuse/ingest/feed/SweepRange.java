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

  // Buckets that are older are forgotten downstream and would count again.
  private static final Duration LONGEST_GAP = Duration.ofDays(35);

  /**
   * Returns the range of the next sweep, up to the bucket that is under way: from the backfill at
   * first, later from the last sweep's end less the look-back, or from the watermark where the
   * provider is further behind. However long the feed stood still, nothing is left out up to 35
   * days.
   *
   * @param serverTime the provider's clock
   * @param bucket width of a bucket: minutes, hours or days
   */
  public static SweepRange next(
      FeedMark mark, FeedSchedule schedule, Instant serverTime, ChronoUnit bucket) {
    boolean first = mark.readTo().equals(Instant.EPOCH);
    Instant from = first ? serverTime.minus(schedule.backfill()) : goOn(mark, schedule, serverTime);
    Instant to = serverTime.truncatedTo(bucket).plus(bucket.getDuration());
    return new SweepRange(from.truncatedTo(bucket), to);
  }

  private static Instant goOn(FeedMark mark, FeedSchedule schedule, Instant serverTime) {
    // A mark from a clock that ran ahead must not leave a gap behind it.
    Instant readTo = earlier(mark.readTo(), serverTime);
    Instant from = earlier(readTo.minus(schedule.lookback()), mark.watermark());
    Instant oldest = serverTime.minus(LONGEST_GAP);
    return from.isBefore(oldest) ? oldest : from;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
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
