package io.keyfuse.console.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command and what became of it. An outcome may be read before its command; then the fields
 * that only the command tells are null.
 *
 * @param commandId the command
 * @param incidentId its incident
 * @param credentialId {@code provider:account:key_id}
 * @param action what was asked
 * @param epoch its epoch
 * @param rung place on the ladder, from 0
 * @param policy the policy that decided
 * @param dryRun true when it is only told, not done
 * @param reason one sentence
 * @param issuedAt when it was issued
 * @param expiresAt not executed at or after
 * @param status newest outcome, or ISSUED while there is none
 * @param outcomes all outcomes kept, oldest first
 */
public record CommandView(
    String commandId,
    String incidentId,
    String credentialId,
    String action,
    long epoch,
    @Nullable Integer rung,
    @Nullable String policy,
    boolean dryRun,
    @Nullable String reason,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    String status,
    List<OutcomeView> outcomes) {}
