package io.keyfuse.console.model;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision, also to do nothing.
 *
 * @param decisionId the decision
 * @param incidentId its incident
 * @param credentialId {@code provider:account:key_id}
 * @param at when
 * @param stage the stage that decided
 * @param reason closed reason
 * @param detail one sentence
 * @param action the action in question
 * @param commandId the command issued, if any
 */
public record DecisionView(
    String decisionId,
    String incidentId,
    String credentialId,
    Instant at,
    String stage,
    String reason,
    String detail,
    String action,
    @Nullable String commandId) {
  static DecisionView of(Decision d) {
    return new DecisionView(
        Clip.id(d.getDecisionId()),
        Clip.id(d.getIncidentId()),
        Clip.id(CredentialId.of(d.getCredential())),
        d.getAt(),
        Clip.id(d.getStage()),
        d.getReason().name(),
        Clip.sentence(d.getDetail()),
        d.getAction().name(),
        Clip.idOrNull(d.getCommandId()));
  }
}
