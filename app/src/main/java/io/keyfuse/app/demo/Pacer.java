package io.keyfuse.app.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass between two steps of the demo; tests let none pass. */
@FunctionalInterface
public interface Pacer {
  /**
   * Waits.
   *
   * @throws InterruptedException when the demo is stopped
   */
  void pause(Duration time) throws InterruptedException;

  /** Returns a pacer in real time. */
  static Pacer real() {
    CountDownLatch never = new CountDownLatch(1);
    return time -> {
      boolean ended = never.await(time.toNanos(), TimeUnit.NANOSECONDS);
      if (ended) {
        throw new InterruptedException("the pacer ended");
      }
    };
  }
}
