package io.keyfuse.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What happened to one key, and when: the first time of each milestone stays. Thread-safe. */
final class CaseFile {
  private final Map<Milestone, Instant> marks = new EnumMap<>(Milestone.class);
  private final Map<Milestone, CountDownLatch> reached = new EnumMap<>(Milestone.class);
  private final Set<String> commands = new LinkedHashSet<>();
  private final Set<String> troubles = new LinkedHashSet<>();

  CaseFile() {
    for (Milestone milestone : Milestone.values()) {
      reached.put(milestone, new CountDownLatch(1));
    }
  }

  /** Notes a milestone unless it was reached before; true when it is new. */
  synchronized boolean mark(Milestone milestone, Instant at) {
    boolean fresh = marks.putIfAbsent(milestone, at) == null;
    latch(milestone).countDown();
    return fresh;
  }

  synchronized Optional<Instant> at(Milestone milestone) {
    return Optional.ofNullable(marks.get(milestone));
  }

  /** Returns the time from the first call to a milestone. */
  synchronized Optional<Duration> after(Milestone milestone) {
    Instant first = marks.get(Milestone.FIRST_CALL);
    Instant then = marks.get(milestone);
    return first == null || then == null
        ? Optional.empty()
        : Optional.of(Duration.between(first, then));
  }

  synchronized void command(String commandId) {
    commands.add(commandId);
  }

  /** Returns how many different commands were issued. */
  synchronized int commandCount() {
    return commands.size();
  }

  /** Notes what went wrong, in one sentence. */
  synchronized void trouble(String sentence) {
    troubles.add(sentence);
  }

  synchronized Set<String> troubles() {
    return Set.copyOf(troubles);
  }

  synchronized Map<Milestone, Instant> marks() {
    return Map.copyOf(marks);
  }

  /** Waits for a milestone; false when the time is over. */
  boolean await(Milestone milestone, Duration most) throws InterruptedException {
    return latch(milestone).await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CountDownLatch latch(Milestone milestone) {
    CountDownLatch latch = reached.get(milestone);
    if (latch == null) {
      throw new IllegalStateException("every milestone has a latch");
    }
    return latch;
  }
}
