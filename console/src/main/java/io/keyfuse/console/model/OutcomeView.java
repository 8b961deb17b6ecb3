package io.keyfuse.console.model;

import io.keyfuse.schemas.v1.CommandOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in a command's life.
 *
 * @param status what became of it
 * @param reason closed reason; NONE where none is needed
 * @param detail one sentence
 * @param attempt which try, from 1; 0 where nothing was tried
 * @param httpStatus the provider's last HTTP status
 * @param providerRequestId the provider's own request id
 * @param providerLatencyMs time to the provider's answer, milliseconds
 * @param at when
 */
public record OutcomeView(
    String status,
    String reason,
    String detail,
    int attempt,
    @Nullable Integer httpStatus,
    @Nullable String providerRequestId,
    @Nullable Long providerLatencyMs,
    Instant at) {
  static OutcomeView of(CommandOutcome o) {
    return new OutcomeView(
        o.getStatus().name(),
        o.getReason().name(),
        Clip.sentence(o.getDetail()),
        o.getAttempt(),
        o.getHttpStatus(),
        Clip.idOrNull(o.getProviderRequestId()),
        o.getProviderLatencyMs(),
        o.getAt());
  }
}
