package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Evidence for tests: a theft at $50 a minute against an expected $1. */
final class Proofs {
  static final Credential KEY = new Credential("openai", "proj_a", "key_1");
  static final String KEY_ID = "openai:proj_a:key_1";
  static final Instant START = Instant.parse("2026-11-02T10:00:00Z");

  private Proofs() {}

  static Evidence theft(Instant observed) {
    return theft(observed, e -> e);
  }

  static Evidence theft(Instant observed, UnaryOperator<Evidence.Builder> change) {
    Evidence.Builder builder =
        Evidence.newBuilder()
            .setCredential(KEY)
            .setTenant("acme")
            .setProject(null)
            .setFeature("chat")
            .setSignal(Signal.SPEND_BURST)
            .setCause(Cause.THEFT)
            .setState(EvidenceState.RAISED)
            .setProbability(0.97)
            .setEpisodeStartedAt(START)
            .setObservedAt(observed)
            .setWindowMs(60_000)
            .setSpendNanos(50 * NanoUsd.PER_USD)
            .setExpectedNanos(NanoUsd.PER_USD)
            .setBurnNanosPerHour(3_000 * NanoUsd.PER_USD)
            .setRequestCount(400)
            .setTokenCount(1_000_000)
            .setFacts(List.of(new Fact("spend_1m_usd", "50.000000000", 4.5)))
            .setSummary("Spend of $50.00 in a minute against $1.00 expected.");
    Evidence.Builder changed = change.apply(builder);
    return changed
        .setEvidenceId(changed.getSignal() + "@" + changed.getObservedAt() + changed.getState())
        .build();
  }

  static Evidence cleared(Instant observed, UnaryOperator<Evidence.Builder> change) {
    return theft(
        observed, e -> change.apply(e.setState(EvidenceState.CLEARED).setProbability(0.01)));
  }

  static Evidence afterBlock(Instant observed) {
    return theft(
        observed,
        e ->
            e.setSignal(Signal.USAGE_AFTER_BLOCK)
                .setEpisodeStartedAt(observed)
                .setExpectedNanos(0)
                .setSpendNanos(2 * NanoUsd.PER_USD)
                .setWindowMs(10_000)
                .setSummary("The key was used after it was blocked."));
  }
}
