package io.keyfuse.app.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Named readiness checks; ready when all pass. Thread-safe once filled. */
public final class Health {
  private final Map<String, BooleanSupplier> checks = new LinkedHashMap<>();

  /** Adds a check; called while wiring, before the server starts. */
  public void add(String name, BooleanSupplier check) {
    checks.put(name, check);
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
