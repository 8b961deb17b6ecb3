package io.keyfuse.alerting.execute.provider;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a provider finishes soon; what takes longer is looked after by a later try. */
final class ShortWait {
  private static final int LOOKS = 5;
  private static final long FIRST_WAIT_MS = 100;

  private ShortWait() {}

  /** Looks up to five times within 1.5 s; returns what was seen last, done or not. */
  static <T> T until(Predicate<T> done, Supplier<T> look) {
    T seen = look.get();
    for (int again = 0; again < LOOKS - 1 && !done.test(seen); again++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FIRST_WAIT_MS << again));
      seen = look.get();
    }
    return seen;
  }
}
