package io.keyfuse.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a feed is due. After a good sweep: one interval later. After a fault: the interval doubled
 * with each fault in a row up to two minutes, spread by a quarter either way, and never before the
 * provider's own wish: a feed that is blind for long is worse than one call too many. Where only a
 * person can help, five minutes. Immutable.
 *
 * @param due when the next sweep may start
 * @param faults faults in a row
 */
public record FeedPace(Instant due, int faults) {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration FOR_PERSONS = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
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
    long millis = fault.needsPerson() ? FOR_PERSONS.toMillis() : backoffMillis(schedule);
    long spread = Math.round(millis * SPREAD * (2 * random.nextDouble() - 1));
    Duration pause = Duration.ofMillis(millis + spread);
    Duration wish = fault.retryAfter();
    return new FeedPace(
        now.plus(wish != null && wish.compareTo(pause) > 0 ? wish : pause), faults + 1);
  }

  private long backoffMillis(FeedSchedule schedule) {
    long first = Math.min(SHORTEST.toMillis(), schedule.interval().toMillis());
    return Math.min(first << Math.min(faults, MOST_DOUBLINGS), LONGEST.toMillis());
  }
}
