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
      case SPEND_BURST,
          COLD_START_BURST,
          FOREIGN_USAGE,
          DARK_USAGE,
          LEAK_REPORT,
          CANARY_USED,
          SPEND_CAP,
          USAGE_AFTER_BLOCK ->
          true;
      case UNPRICED_MODEL, BILL_MISMATCH, DETECTOR_ERROR, UNSPECIFIED -> false;
    };
  }

  /**
   * Counts signals that do not read the same number: both bursts judge the same money, and foreign
   * usage may rest on what telemetry lacks, as dark usage does.
   */
  static long independentSources(List<Evidence> standing) {
    return standing.stream().map(Causes::source).distinct().count();
  }

  private static Signal source(Evidence said) {
    return switch (said.getSignal()) {
      case COLD_START_BURST -> Signal.SPEND_BURST;
      case FOREIGN_USAGE -> restsOnDark(said) ? Signal.DARK_USAGE : Signal.FOREIGN_USAGE;
      default -> said.getSignal();
    };
  }

  private static boolean restsOnDark(Evidence foreign) {
    return foreign.getFacts().stream().anyMatch(fact -> fact.getName().equals("dark_nats"));
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
