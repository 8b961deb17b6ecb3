package io.keyfuse.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a feed is due. After a good sweep: one interval later. After a fault: the interval doubled
 * with each fault in a row up to 15 minutes, spread by a quarter either way, and never before the
 * provider's own wish. Immutable.
 *
 * @param due when the next sweep may start
 * @param faults faults in a row
 */
public record FeedPace(Instant due, int faults) {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;
  private static final double SPREAD = 0.25;

  /** Returns the pace of a feed that is due at once. */
  public static FeedPace atOnce() {
    return new FeedPace(Instant.EPOCH, 0);
  }

  /** Returns true when a sweep may start. */
  public boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  /** Returns the pace after a good sweep that started at the given time. */
  public FeedPace afterSweep(Instant started, FeedSchedule schedule) {
    return new FeedPace(started.plus(schedule.interval()), 0);
  }

  /** Returns the pace after a fault. */
  public FeedPace afterFault(
      FeedFault fault, Instant now, FeedSchedule schedule, RandomGenerator random) {
    int doublings = Math.min(faults, MOST_DOUBLINGS);
    Duration least = Duration.ofSeconds(5);
    Duration base = schedule.interval().compareTo(least) < 0 ? schedule.interval() : least;
    Duration backoff = base.multipliedBy(1L << doublings);
    long millis = Math.min(backoff.toMillis(), LONGEST.toMillis());
    long spread = Math.round(millis * SPREAD * (2 * random.nextDouble() - 1));
    Duration pause = Duration.ofMillis(millis + spread);
    Duration wish = fault.retryAfter();
    return new FeedPace(
        now.plus(wish != null && wish.compareTo(pause) > 0 ? wish : pause), faults + 1);
  }
}
