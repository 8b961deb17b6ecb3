package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;

/** What causes and signals may lead to. Stateless and thread-safe. */
final class Causes {
  static final double CRITICAL_PROBABILITY = 0.9;

  private Causes() {}

  /** Faults of prices, feeds or Keyfuse itself alert and never kill. */
  static boolean isActionable(Cause cause) {
    return switch (cause) {
      case THEFT, RUNAWAY, CAP -> true;
      case UNKNOWN, PRICING, OUTAGE, LAUNCH, INTERNAL -> false;
    };
  }

  static boolean mayJustify(Signal signal) {
    return switch (signal) {
      case SPEND_BURST, COLD_START_BURST, FOREIGN_USAGE, DARK_USAGE, SPEND_CAP, USAGE_AFTER_BLOCK ->
          true;
      case UNPRICED_MODEL, BILL_MISMATCH, DETECTOR_ERROR, UNSPECIFIED -> false;
    };
  }

  /** Counts signals that do not read the same number: both bursts judge the same money. */
  static long independentSources(List<Evidence> standing) {
    return standing.stream()
        .map(e -> e.getSignal() == Signal.COLD_START_BURST ? Signal.SPEND_BURST : e.getSignal())
        .distinct()
        .count();
  }

  static Severity severityOf(Cause cause, double probability) {
    return switch (cause) {
      case THEFT, RUNAWAY, CAP ->
          probability >= CRITICAL_PROBABILITY ? Severity.CRITICAL : Severity.WARNING;
      case INTERNAL -> Severity.CRITICAL;
      case UNKNOWN, PRICING, OUTAGE -> Severity.WARNING;
      case LAUNCH -> Severity.INFO;
    };
  }
}
