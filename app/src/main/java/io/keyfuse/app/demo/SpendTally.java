package io.keyfuse.app.demo;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Keyfuse counted, from {@code spend.v1}: the newest revision of each key's minute.
 * Thread-safe; bounded by the keys and minutes of one run.
 */
final class SpendTally implements TopicListener {
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final Map<String, TreeMap<Instant, SpendWindow>> keys = new HashMap<>();

  @Override
  public synchronized void onSpend(SpendWindow window) {
    if (window.getWidthMs() != MINUTE_MS) {
      return;
    }
    keys.computeIfAbsent(CredentialId.of(window.getCredential()), ignored -> new TreeMap<>())
        .merge(
            window.getWindowStart(),
            window,
            (old, next) -> next.getRevision() >= old.getRevision() ? next : old);
  }

  /** Returns what applications reported for a key's minute, once that minute is closed. */
  synchronized Optional<Long> telemetryNanos(String credentialId, Instant minute) {
    return Optional.ofNullable(keys.get(credentialId))
        .map(minutes -> minutes.get(minute))
        .map(window -> window.getTelemetry().getCostNanos());
  }

  /** Adds up the fleet's spend, the larger of both sides, in one minute. */
  synchronized long spendNanos(Instant minute) {
    return keys.values().stream()
        .map(minutes -> Optional.ofNullable(minutes.get(minute)))
        .flatMap(Optional::stream)
        .mapToLong(SpendWindow::getSpendNanos)
        .sum();
  }
}
