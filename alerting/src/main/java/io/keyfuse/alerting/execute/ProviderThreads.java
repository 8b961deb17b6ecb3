package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what blocks on providers, a few at a time for each provider, so that a slow one holds up no
 * other. Results wait until the worker takes them. Thread-safe.
 */
final class ProviderThreads {
  private final Map<String, KeyExecutor> executors;
  private final Map<String, Semaphore> places = new HashMap<>();
  private final ExecutorService threads;
  private final BlockingDeque<Finished> finished = new LinkedBlockingDeque<>();
  private final CrashPoints hook;

  /**
   * What a task led to; exactly one of both.
   *
   * @param preparation of a look
   * @param result of a call
   */
  record Finished(
      CommandRun run, @Nullable Preparation preparation, @Nullable ExecutionResult result) {}

  /**
   * Makes the threads; none runs until there is work.
   *
   * @param parallel tasks at a time for each provider
   */
  ProviderThreads(Map<String, KeyExecutor> executors, int parallel, CrashPoints hook) {
    this.executors = Map.copyOf(executors);
    this.hook = hook;
    executors.keySet().forEach(provider -> places.put(provider, new Semaphore(parallel)));
    this.threads =
        new ThreadPoolExecutor(
            0,
            Math.max(1, parallel * executors.size()),
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "keyfuse-provider-call");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts the task, or returns false when the provider has no place free. */
  boolean start(ProviderTask task) {
    Semaphore place = places.get(task.provider());
    KeyExecutor executor = executors.get(task.provider());
    if (place == null || executor == null) {
      throw new IllegalStateException("no executor for " + task.provider());
    }
    if (!place.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(() -> run(task, executor, place));
      return true;
    } catch (RejectedExecutionException e) {
      // The last thread gave its place back a moment before it is free itself.
      place.release();
      return false;
    }
  }

  private void run(ProviderTask task, KeyExecutor executor, Semaphore place) {
    CommandRun run = task.run();
    Supplier<ExecutionResult> call = task.call();
    try {
      if (call == null) {
        ExecutionRequest request = new ExecutionRequest(run.command(), run.attempt());
        finished.add(new Finished(run, executor.prepare(request), null));
        return;
      }
      hook.at(CrashPoint.BEFORE_CALL, run.command());
      ExecutionResult result = call.get();
      hook.at(CrashPoint.AFTER_CALL, run.command());
      finished.add(new Finished(run, null, result));
    } catch (RuntimeException e) {
      finished.add(new Finished(run, null, fault(e)));
    } finally {
      place.release();
    }
  }

  /** The class is told, not the message, which may quote an answer. */
  private static ExecutionResult fault(RuntimeException e) {
    return new ExecutionResult.Failed(
        ProviderTrace.NONE,
        "the executor failed: " + e.getClass().getName(),
        OutcomeReason.PROVIDER_REFUSED);
  }

  /** Returns the next result, or null when there is none yet. */
  @Nullable Finished take() {
    return finished.poll();
  }

  /** Waits for a result to be there, at most the time given, and leaves it there. */
  void awaitResult(Duration patience) {
    try {
      Finished next = finished.pollFirst(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        finished.addFirst(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts nothing more and waits for what is under way. */
  void close(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
