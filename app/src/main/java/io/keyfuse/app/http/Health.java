package io.keyfuse.app.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/**
 * Named readiness checks; ready when all pass. Each is the gauge {@code keyfuse.app.health}, 1
 * while it passes. Thread-safe.
 */
public final class Health {
  private final Map<String, BooleanSupplier> checks = new ConcurrentSkipListMap<>();
  private final MeterRegistry metrics;

  /** Makes an empty list of checks that are measured in the registry. */
  public Health(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** Adds a check. */
  public void add(String name, BooleanSupplier check) {
    checks.put(name, check);
    Gauge.builder("keyfuse.app.health", check, c -> c.getAsBoolean() ? 1 : 0)
        .tag("check", name)
        .strongReference(true)
        .register(metrics);
  }

  /** Returns the names of the checks that do not pass now. */
  public List<String> failing() {
    List<String> failing = new ArrayList<>();
    checks.forEach(
        (name, check) -> {
          if (!check.getAsBoolean()) {
            failing.add(name);
          }
        });
    return failing;
  }
}
