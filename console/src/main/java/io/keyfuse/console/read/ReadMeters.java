package io.keyfuse.console.read;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counters of the reader: {@code keyfuse.console.records} per topic and result, where records read
 * = folded + unreadable, and {@code keyfuse.console.restarts}. Thread-safe.
 */
final class ReadMeters {
  private final Map<String, Counter> folded;
  private final Map<String, Counter> unreadable;
  private final Counter restarts;

  ReadMeters(MeterRegistry registry, List<TopicFold> folds) {
    this.folded = counters(registry, folds, "folded");
    this.unreadable = counters(registry, folds, "unreadable");
    this.restarts = registry.counter("keyfuse.console.restarts");
  }

  void folded(String topic) {
    increment(folded, topic);
  }

  void unreadable(String topic) {
    increment(unreadable, topic);
  }

  void restarted() {
    restarts.increment();
  }

  private static void increment(Map<String, Counter> counters, String topic) {
    Counter counter = counters.get(topic);
    if (counter != null) {
      counter.increment();
    }
  }

  private static Map<String, Counter> counters(
      MeterRegistry registry, List<TopicFold> folds, String result) {
    return folds.stream()
        .map(fold -> fold.topic().name())
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    registry.counter("keyfuse.console.records", "topic", name, "result", result)));
  }
}
