package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.incident.DeskInput;
import io.keyfuse.alerting.incident.DeskOutput;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the desk takes in and says. {@code keyfuse.alerting.inputs} by kind = records that
 * reached the desk; rejected ones are counted by the dead-letter handler. Thread-safe.
 */
final class DeskMetrics {
  private final MeterRegistry meters;
  private final AtomicLong watched = new AtomicLong();

  DeskMetrics(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("keyfuse.alerting.watched", watched, AtomicLong::get)
        .description("Credentials with something pending in this process")
        .register(meters);
  }

  void took(DeskInput input) {
    String kind = "tick";
    if (input instanceof DeskInput.EvidenceSeen) {
      kind = "evidence";
    } else if (input instanceof DeskInput.OutcomeSeen) {
      kind = "outcome";
    } else if (input instanceof DeskInput.ContextSeen) {
      kind = "context";
    }
    meters.counter("keyfuse.alerting.inputs", "kind", kind).increment();
  }

  void said(DeskOutput output) {
    if (output instanceof DeskOutput.AlertRaised raised) {
      count("alerts", "state", raised.alert().getState());
    } else if (output instanceof DeskOutput.CommandIssued issued) {
      count("commands", "action", issued.command().getAction());
    } else if (output instanceof DeskOutput.KeyChanged changed) {
      count("keys", "state", changed.status().getState());
    } else if (output instanceof DeskOutput.Decided decided) {
      count("decisions", "reason", decided.decision().getReason());
    } else if (output instanceof DeskOutput.OutcomeJudged judged) {
      count("judgements", "status", judged.outcome().getStatus());
    }
  }

  /** Adds to the number of credentials that some task of this process watches. */
  void watched(int change) {
    watched.addAndGet(change);
  }

  private void count(String thing, String label, Enum<?> value) {
    meters
        .counter("keyfuse.alerting." + thing, label, value.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
