package io.keyfuse.app.demo;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Keyfuse counted, added up from {@code spend.v1}: the newest revision of each key's minute.
 * Thread-safe; bounded by the keys and minutes of one run.
 */
final class SpendTally implements TopicListener {
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final SortedMap<Instant, Map<String, SpendWindow>> minutes = new TreeMap<>();

  @Override
  public synchronized void onSpend(SpendWindow window) {
    if (window.getWidthMs() != MINUTE_MS) {
      return;
    }
    minutes
        .computeIfAbsent(window.getWindowStart(), ignored -> new HashMap<>())
        .merge(
            CredentialId.of(window.getCredential()),
            window,
            (old, next) -> next.getRevision() >= old.getRevision() ? next : old);
  }

  /** Adds up what applications reported in a time range; the end is exclusive. */
  synchronized long telemetryNanos(Instant from, Instant to) {
    return minutes.subMap(from, to).values().stream()
        .flatMap(keys -> keys.values().stream())
        .mapToLong(window -> window.getTelemetry().getCostNanos())
        .sum();
  }

  /** Adds up the fleet's spend, the larger of both sides, in a time range; the end is exclusive. */
  synchronized long spendNanos(Instant from, Instant to) {
    return minutes.subMap(from, to).values().stream()
        .flatMap(keys -> keys.values().stream())
        .mapToLong(SpendWindow::getSpendNanos)
        .sum();
  }

  /** Returns the number of calls that applications reported in a time range. */
  synchronized long telemetryCalls(Instant from, Instant to) {
    return minutes.subMap(from, to).values().stream()
        .flatMap(keys -> keys.values().stream())
        .mapToLong(window -> window.getTelemetry().getRequestCount())
        .sum();
  }
}
