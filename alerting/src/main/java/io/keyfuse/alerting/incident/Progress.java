package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.Severity;
import java.time.Instant;

/**
 * Where an incident stands.
 *
 * @param phase the state of its newest alert
 * @param transition number of its newest alert; 0 before the first
 * @param severity loudest severity since it opened
 * @param alertedNanos spend told by its newest alert
 * @param touchedAt when evidence or an outcome last moved it
 * @param recheckAt when to decide again although nothing happens; {@link Instant#MAX} for never
 */
public record Progress(
    IncidentState phase,
    int transition,
    Severity severity,
    long alertedNanos,
    Instant touchedAt,
    Instant recheckAt) {

  static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  static final Progress NEW =
      new Progress(IncidentState.UNSPECIFIED, 0, Severity.INFO, 0, Instant.EPOCH, NEVER);

  Progress touched(Instant now) {
    return new Progress(phase, transition, severity, alertedNanos, now, recheckAt);
  }

  Progress recheck(Instant at) {
    return new Progress(phase, transition, severity, alertedNanos, touchedAt, at);
  }

  Progress entered(IncidentState state, Severity loudness, long spendNanos) {
    boolean reopened = state == IncidentState.OPEN;
    boolean louder = reopened || loudness.compareTo(severity) > 0;
    return new Progress(
        state, transition + 1, louder ? loudness : severity, spendNanos, touchedAt, recheckAt);
  }
}
