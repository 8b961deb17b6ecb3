package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.PolicyBook;
import io.keyfuse.schemas.v1.Credential;
import java.time.Duration;

/** How long an incident has to be quiet, by the policy that covers its key. Thread-safe. */
final class QuietTimes {
  private static final Duration WITHOUT_POLICY = Duration.ofMinutes(10);

  private final PolicyBook book;

  QuietTimes(PolicyBook book) {
    this.book = book;
  }

  Duration of(Incident incident, Credential credential) {
    return book.bestFor(incident.subject(credential))
        .map(policy -> Duration.ofMillis(policy.getQuietMs()))
        .orElse(WITHOUT_POLICY);
  }
}
