package io.keyfuse.alerting.audit;

import java.util.Optional;

/** What is wrong with one record, before it is said where. Immutable and thread-safe. */
record Fault(Problem problem, String detail) {
  static Optional<Fault> when(boolean wrong, Problem problem, String detail) {
    return wrong ? Optional.of(new Fault(problem, detail)) : Optional.empty();
  }
}
