package io.keyfuse.console.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One incident as a row. Money is US dollars as exact decimal text.
 *
 * @param incidentId the incident
 * @param credentialId {@code provider:account:key_id}
 * @param tenant the owner's tenant
 * @param state OPEN, ESCALATED, MITIGATED, VERIFIED or CLOSED
 * @param severity INFO, WARNING or CRITICAL
 * @param cause what it is taken for
 * @param openedAt when it opened
 * @param changedAt its last transition
 * @param spendUsd spend of the episode so far
 * @param burnUsdPerHour highest burn rate judged
 * @param summary one sentence
 * @param lastAction action of its newest command
 * @param lastOutcome newest outcome of that command
 */
public record IncidentView(
    String incidentId,
    String credentialId,
    @Nullable String tenant,
    String state,
    String severity,
    String cause,
    Instant openedAt,
    Instant changedAt,
    String spendUsd,
    String burnUsdPerHour,
    String summary,
    @Nullable String lastAction,
    @Nullable String lastOutcome) {

  /** Adds what its newest command says. */
  IncidentView with(@Nullable CommandView newest) {
    return newest == null
        ? this
        : new IncidentView(
            incidentId,
            credentialId,
            tenant,
            state,
            severity,
            cause,
            openedAt,
            changedAt,
            spendUsd,
            burnUsdPerHour,
            summary,
            newest.action(),
            newest.status());
  }
}
