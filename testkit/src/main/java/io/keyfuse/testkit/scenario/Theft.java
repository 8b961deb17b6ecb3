package io.keyfuse.testkit.scenario;

import java.util.List;
import java.util.Map;

/**
 * One attack and what it does to each of its victims. Immutable.
 *
 * @param kind the catalogue's name, such as {@code A4}
 */
record Theft(String kind, Map<KeyPlan, List<Call>> calls) {
  boolean inTelemetry() {
    return calls.values().stream()
        .flatMap(List::stream)
        .anyMatch(call -> call.origin() == Call.Origin.THIEF_IN_TELEMETRY);
  }
}
