package io.keyfuse.app.backtest;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What each key spent by event time, as the topology counted it: a later revision of a window
 * replaces the earlier one. Hours take in usage however late it is; minutes, which tell before from
 * after, only what came while they were kept. Telemetry and provider usage show the same traffic,
 * so over any span the larger side counts, never the sum. Grows with keys and minutes. Used by one
 * thread.
 */
public final class SpendBook {
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  /**
   * Spend by side, nano-USD.
   *
   * @param telemetryNanos what the owner's applications reported
   * @param providerNanos what the provider reported
   */
  public record Sides(long telemetryNanos, long providerNanos) {
    static final Sides NONE = new Sides(0, 0);

    Sides plus(Sides other) {
      return new Sides(
          NanoUsd.saturatedAdd(telemetryNanos, other.telemetryNanos),
          NanoUsd.saturatedAdd(providerNanos, other.providerNanos));
    }

    /** Returns the larger side. */
    public long spendNanos() {
      return Math.max(telemetryNanos, providerNanos);
    }
  }

  private final SortedMap<String, NavigableMap<Long, Sides>> minutes = new TreeMap<>();
  private final SortedMap<String, NavigableMap<Long, Sides>> hours = new TreeMap<>();
  private final SortedMap<String, NavigableMap<Long, Sides>> stoppedMinutes = new TreeMap<>();

  void closed(SpendWindow window) {
    (window.getWidthMs() == HOUR_MS ? hours : minutes)
        .computeIfAbsent(CredentialId.of(window.getCredential()), ignored -> new TreeMap<>())
        .put(
            window.getWindowStart().toEpochMilli(),
            new Sides(window.getTelemetry().getCostNanos(), window.getProvider().getCostNanos()));
  }

  /** Notes usage of a blocked key, which did not reach the topology. */
  void stopped(UsageEvent event) {
    Cost cost = event.getCost();
    long nanos = cost == null ? 0 : cost.getAmountNanos();
    boolean telemetry = event.getSource() == UsageSource.TELEMETRY;
    stoppedMinutes
        .computeIfAbsent(CredentialId.of(event.getCredential()), ignored -> new TreeMap<>())
        .merge(
            floor(event.getOccurredAt(), MINUTE_MS),
            telemetry ? new Sides(nanos, 0) : new Sides(0, nanos),
            Sides::plus);
  }

  /** Returns the credential ids of all keys that spent. */
  public SortedSet<String> keys() {
    return new TreeSet<>(hours.keySet());
  }

  /** Returns what all keys spent, by side. */
  public Sides total() {
    return Stream.concat(hours.values().stream(), stoppedMinutes.values().stream())
        .flatMap(key -> key.values().stream())
        .reduce(Sides.NONE, Sides::plus);
  }

  /**
   * Returns what the key spent from the minute of one time to the minute of another, both in it.
   */
  long between(String credentialId, Instant from, Instant to) {
    long first = floor(from, MINUTE_MS);
    return sum(of(minutes, credentialId).subMap(first, true, last(first, to), true)).spendNanos();
  }

  /** Returns what the key spent in the minutes after the minute of the time. */
  long after(String credentialId, Instant time) {
    long nextHour = floor(time, HOUR_MS) + HOUR_MS;
    Sides thisHour =
        sum(of(minutes, credentialId).subMap(floor(time, MINUTE_MS), false, nextHour, false));
    return thisHour
        .plus(sum(of(hours, credentialId).tailMap(nextHour)))
        .plus(sum(of(stoppedMinutes, credentialId).tailMap(floor(time, MINUTE_MS), false)))
        .spendNanos();
  }

  /** Returns what the key spent by hour, epoch milliseconds of its start to nano-USD. */
  NavigableMap<Long, Long> byHour(String credentialId) {
    NavigableMap<Long, Sides> all = new TreeMap<>(of(hours, credentialId));
    of(stoppedMinutes, credentialId)
        .forEach((minute, sides) -> all.merge(minute - minute % HOUR_MS, sides, Sides::plus));
    NavigableMap<Long, Long> spend = new TreeMap<>();
    all.forEach((hour, sides) -> spend.put(hour, sides.spendNanos()));
    return spend;
  }

  private static NavigableMap<Long, Sides> of(
      SortedMap<String, NavigableMap<Long, Sides>> windows, String credentialId) {
    return windows.getOrDefault(credentialId, new TreeMap<>());
  }

  private static Sides sum(SortedMap<Long, Sides> span) {
    return span.values().stream().reduce(Sides.NONE, Sides::plus);
  }

  private static long last(long first, Instant to) {
    return Math.max(first, floor(to, MINUTE_MS));
  }

  private static long floor(Instant time, long widthMs) {
    return time.toEpochMilli() - Math.floorMod(time.toEpochMilli(), widthMs);
  }
}
