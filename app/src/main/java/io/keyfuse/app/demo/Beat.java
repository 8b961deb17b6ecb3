package io.keyfuse.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does several things over and over beside the acts. A task that fails is noted and tried again at
 * its next turn. Thread-safe.
 */
final class Beat implements AutoCloseable {
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
    return () -> {
      boolean ended = future.cancel(false);
      if (!ended && !future.isDone()) {
        throw new RejectedExecutionException(name + " cannot be ended");
      }
    };
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      synchronized (troubles) {
        if (troubles.size() < 20) {
          troubles.add(name + ": " + e);
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean ended = threads.awaitTermination(5, TimeUnit.SECONDS);
      if (!ended) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
