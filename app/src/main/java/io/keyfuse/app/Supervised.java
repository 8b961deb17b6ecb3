package io.keyfuse.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one worker running on a thread of its own: when it ends with an exception a new one is made
 * after a pause. Thread-safe.
 *
 * @param <W> worker that works in {@code run} and stops on {@code close}
 */
final class Supervised<W extends Runnable & AutoCloseable> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final String name;
  private final Supplier<W> workers;
  private final Runnable restarted;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable W current;

  Supervised(String name, Supplier<W> workers, Runnable restarted) {
    this.name = name;
    this.workers = workers;
    this.restarted = restarted;
    this.thread = new Thread(this::keepRunning, "keyfuse-" + name);
  }

  Supervised<W> start() {
    thread.start();
    return this;
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() throws Exception {
    stopped.countDown();
    W worker;
    synchronized (this) {
      worker = current;
    }
    if (worker != null) {
      worker.close();
    }
    thread.join(TimeUnit.MINUTES.toMillis(1));
  }

  private void keepRunning() {
    while (stopped.getCount() > 0) {
      try {
        next().run();
      } catch (RuntimeException e) {
        LOG.error("{} ended and is started anew in {}", name, PAUSE, e);
        restarted.run();
        pause();
      }
    }
  }

  private synchronized W next() {
    W worker = workers.get();
    current = worker;
    return worker;
  }

  private void pause() {
    try {
      stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopped.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
