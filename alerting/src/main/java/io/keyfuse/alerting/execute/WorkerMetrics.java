package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Counts what the worker does. Records read = last outcomes + rejected records + records found done
 * + under way. Thread-safe.
 *
 * <ul>
 *   <li>{@code keyfuse.alerting.command.outcomes{provider,status}}: outcomes published
 *   <li>{@code keyfuse.alerting.command.rejected{reason}}: records that were not to be believed
 *   <li>{@code keyfuse.dlq.records{reason,topic}}: the same ones as dead letters
 *   <li>{@code keyfuse.alerting.command.delay{provider}}: from a command's issue to its last
 *       outcome
 *   <li>{@code keyfuse.alerting.provider.latency{provider}}: of the deciding call
 * </ul>
 */
final class WorkerMetrics {
  private final MeterRegistry meters;
  private final Set<String> providers;

  WorkerMetrics(MeterRegistry meters, Set<String> providers) {
    this.meters = meters;
    this.providers = Set.copyOf(providers);
  }

  void published(Publication publication) {
    CommandOutcome outcome = publication.outcome();
    Intake.Rejected rejected = publication.rejected();
    if (rejected != null) {
      String reason = CommandDeadLetter.reason(rejected);
      meters.counter("keyfuse.alerting.command.rejected", "reason", reason).increment();
      String topic = Topics.label(rejected.record().topic());
      meters.counter("keyfuse.dlq.records", "reason", reason, "topic", topic).increment();
    } else if (outcome != null) {
      count(publication, outcome);
    }
  }

  private void count(Publication publication, CommandOutcome outcome) {
    String named = outcome.getCredential().getProvider();
    String provider = providers.contains(named) ? named : "other";
    String status = outcome.getStatus().name().toLowerCase(Locale.ROOT);
    meters
        .counter("keyfuse.alerting.command.outcomes", "provider", provider, "status", status)
        .increment();
    Long latency = outcome.getProviderLatencyMs();
    if (latency != null) {
      timer("keyfuse.alerting.provider.latency", provider).record(Duration.ofMillis(latency));
    }
    CommandRun run = publication.run();
    if (publication.isFinal() && run != null) {
      Duration delay = Duration.between(run.command().getIssuedAt(), outcome.getAt());
      timer("keyfuse.alerting.command.delay", provider)
          .record(delay.isNegative() ? Duration.ZERO : delay);
    }
  }

  private Timer timer(String name, String provider) {
    return Timer.builder(name).tag("provider", provider).register(meters);
  }
}
