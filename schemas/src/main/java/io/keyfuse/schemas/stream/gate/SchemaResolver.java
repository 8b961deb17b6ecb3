package io.keyfuse.schemas.stream.gate;

import io.keyfuse.schemas.registry.RegistryException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry for schemas on one thread of its own, so that no reader of a topic waits for a
 * registry that is away. While it is away one id is tried again every second; the gates ask for the
 * others anew. Bounded and thread-safe.
 */
final class SchemaResolver implements SchemaQuestion, AutoCloseable {
  private static final int MAX_PENDING = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SchemaAnswers answers;
  private final OutageLog outage;
  private final AtomicLong unanswered = new AtomicLong();
  private final Thread thread = new Thread(this::run, "keyfuse-schema-resolver");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final Condition answered = lock.newCondition();
  private final Set<Integer> pending = new LinkedHashSet<>();
  private boolean slow;
  private volatile boolean closed;

  SchemaResolver(SchemaAnswers answers, InstantSource clock) {
    this.answers = answers;
    this.outage = new OutageLog(clock);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns how many calls no registry answered. */
  long unanswered() {
    return unanswered.get();
  }

  @Override
  public boolean isSettled(int id) {
    if (answers.isSettled(id)) {
      return true;
    }
    lock.lock();
    try {
      if (pending.size() < MAX_PENDING && pending.add(id)) {
        asked.signal();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(Set<Integer> ids) {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!slow && !closed && !ids.stream().allMatch(answers::isSettled)) {
        if (left <= 0) {
          slow = true;
          return;
        }
        left = answered.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      asked.signalAll();
      answered.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        int id = next();
        settle(id, failure(id));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pending.isEmpty()) {
        asked.await();
      }
      return pending.iterator().next();
    } finally {
      lock.unlock();
    }
  }

  /** Asks; returns why there is no answer, or null when there is one, also a refusal. */
  private @Nullable RuntimeException failure(int id) {
    try {
      answers.schemaById(id);
      return null;
    } catch (RegistryException e) {
      return e.isUnavailable() ? e : null;
    } catch (RuntimeException e) { // a client's own fault must not end the thread
      return e;
    }
  }

  private void settle(int id, @Nullable RuntimeException failure) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      slow = failure != null;
      answered.signalAll();
      if (failure == null) {
        outage.over();
        pending.remove(id);
        return;
      }
      unanswered.incrementAndGet();
      outage.begun(failure);
      rest(id);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what may be wanted no more: the gates ask again for what they hold. */
  private void rest(int failed) throws InterruptedException {
    pending.clear();
    long left = PAUSE.toNanos();
    while (left > 0 && !closed) {
      left = asked.awaitNanos(left);
    }
    // Last, so that an id for which the registry itself fails does not hold up the others.
    pending.remove(failed);
    pending.add(failed);
  }
}
