package io.keyfuse.app.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does several things over and over beside the acts. A task that fails is noted and tried again at
 * its next turn. Thread-safe.
 */
final class Beat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
  private static final int MOST_TROUBLES = 20;

  private final ScheduledThreadPoolExecutor threads;
  private final Set<String> troubles = new LinkedHashSet<>();

  /** One turn of a task. */
  @FunctionalInterface
  interface Turn {
    void run() throws IOException, InterruptedException;
  }

  Beat(int threadCount) {
    threads =
        new ScheduledThreadPoolExecutor(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "demo-beat");
              thread.setDaemon(true);
              return thread;
            });
    threads.setRemoveOnCancelPolicy(true);
  }

  /** Runs a task at a fixed rate until the returned handle is closed or the beat ends. */
  Handle every(Duration period, String name, Turn turn) {
    long nanos = period.toNanos();
    ScheduledFuture<?> future =
        threads.scheduleAtFixedRate(() -> guarded(name, turn), 0, nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** Ends one task. */
  @FunctionalInterface
  interface Handle extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns what failed so far, each fault once. */
  Set<String> troubles() {
    synchronized (troubles) {
      return Set.copyOf(troubles);
    }
  }

  private void guarded(String name, Turn turn) {
    try {
      turn.run();
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      synchronized (troubles) {
        if (troubles.size() < MOST_TROUBLES) {
          troubles.add(name + ": " + e);
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("a task of the demo does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
