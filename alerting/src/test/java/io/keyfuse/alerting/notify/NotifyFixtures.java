package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts and settings for tests of notification. */
final class NotifyFixtures {
  static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  private NotifyFixtures() {}

  /** Three quick tries; a slow machine is no time-out, after which an alert is sent again. */
  static NotifyConfig config() {
    return config(Duration.ofSeconds(30));
  }

  /** Three quick tries of at most so long. */
  static NotifyConfig config(Duration timeout) {
    return new NotifyConfig(
        List.of(), timeout, 3, Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofHours(24));
  }

  static Alert alert(String id) {
    return alert(id, Severity.CRITICAL, NOW);
  }

  static Alert alert(String id, Severity severity, Instant at) {
    Credential key = new Credential("openai", "proj_a", "key_1");
    return Alert.newBuilder()
        .setAlertId(id)
        .setIncidentId("incident-1")
        .setTransition(1)
        .setState(IncidentState.OPEN)
        .setSeverity(severity)
        .setCredential(key)
        .setTenant("acme")
        .setCause(Cause.THEFT)
        .setOpenedAt(at)
        .setAt(at)
        .setSpendNanos(1_500_000_000L)
        .setBurnNanosPerHour(90_000_000_000L)
        .setSummary("a \"quoted\" summary")
        .setEvidence(List.of(evidence(key, at)))
        .build();
  }

  private static Evidence evidence(Credential key, Instant at) {
    return Evidence.newBuilder()
        .setEvidenceId("evidence-1")
        .setCredential(key)
        .setSignal(Signal.SPEND_BURST)
        .setCause(Cause.THEFT)
        .setState(EvidenceState.RAISED)
        .setProbability(0.97)
        .setEpisodeStartedAt(at)
        .setObservedAt(at)
        .setWindowMs(60_000)
        .setSpendNanos(1_500_000_000L)
        .setExpectedNanos(0)
        .setBurnNanosPerHour(90_000_000_000L)
        .setFacts(List.of(new Fact("spend_1m_usd", "1.500000000", 4.0)))
        .setSummary("spend")
        .build();
  }
}
