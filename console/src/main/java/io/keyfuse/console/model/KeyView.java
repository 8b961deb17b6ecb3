package io.keyfuse.console.model;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.KeyStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one key stands.
 *
 * @param credentialId {@code provider:account:key_id}
 * @param state ACTIVE, WATCHED, SUSPENDED, CAPPED or REVOKED
 * @param since since when
 * @param reason one sentence
 * @param incidentId the incident that led here
 * @param expiresAt when a cap or suspension ends by itself
 */
public record KeyView(
    String credentialId,
    String state,
    Instant since,
    String reason,
    @Nullable String incidentId,
    @Nullable Instant expiresAt) {
  static KeyView of(KeyStatus s) {
    return new KeyView(
        Clip.id(CredentialId.of(s.getCredential())),
        s.getState().name(),
        s.getSince(),
        Clip.sentence(s.getReason()),
        Clip.idOrNull(s.getIncidentId()),
        s.getExpiresAt());
  }

  /** Returns true when the provider refuses the key: suspended or revoked. */
  boolean blocked() {
    return "SUSPENDED".equals(state) || "REVOKED".equals(state);
  }

  /** Returns true when nothing is open about the key, so that it may be forgotten first. */
  boolean quiet() {
    return "ACTIVE".equals(state) || "UNSPECIFIED".equals(state);
  }
}
