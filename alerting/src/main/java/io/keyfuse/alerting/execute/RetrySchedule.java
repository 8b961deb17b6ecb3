package io.keyfuse.alerting.execute;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits between tries: {@code min(longest, first * 2^(attempt-1))}, of which the upper half is
 * random, and never less than the provider asked for, up to ten times the longest wait. Source:
 * exponential back-off with "equal jitter", AWS Architecture Blog, 2015. Used by one thread.
 */
final class RetrySchedule {
  private static final int MAX_DOUBLINGS = 30;
  private static final int PATIENCE = 10;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  RetrySchedule(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * Returns how long to wait.
   *
   * @param attempt the try that failed, from 1
   * @param asked what the provider asked for, or null
   */
  Duration delay(int attempt, @Nullable Duration asked) {
    int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, attempt - 1));
    long full = Math.min(longest.toMillis(), first.toMillis() << doublings);
    long half = full / 2;
    Duration delay = Duration.ofMillis(half + random.nextLong(full - half + 1));
    if (asked == null || asked.compareTo(delay) <= 0) {
      return delay;
    }
    Duration most = longest.multipliedBy(PATIENCE);
    return asked.compareTo(most) < 0 ? asked : most;
  }
}
