package io.keyfuse.app.backtest;

import io.keyfuse.schemas.id.CredentialId;
import java.time.Duration;

/**
 * A decision that does something to a key, and what it was worth.
 *
 * @param decision the decision
 * @param credentialId whose key
 * @param sinceStart time from the start of the episode to the decision; zero when the decision came
 *     first
 * @param beforeNanos what the key spent from the start of the episode to the decision, whose minute
 *     counts in full
 * @param afterNanos what the recording shows of the key after that minute: saved, where it was a
 *     theft
 */
public record PaperAct(
    PaperDecision decision,
    String credentialId,
    Duration sinceStart,
    long beforeNanos,
    long afterNanos) {

  static PaperAct of(PaperDecision decision, SpendBook spend) {
    String id = CredentialId.of(decision.credential());
    Duration since = Duration.between(decision.episodeStartedAt(), decision.at());
    return new PaperAct(
        decision,
        id,
        since.isNegative() ? Duration.ZERO : since,
        spend.between(id, decision.episodeStartedAt(), decision.at()),
        spend.after(id, decision.at()));
  }
}
