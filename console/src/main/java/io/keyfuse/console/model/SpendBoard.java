package io.keyfuse.console.model;

import static java.util.Comparator.reverseOrder;

import io.keyfuse.console.model.SpendView.KeySpend;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Spend per minute: the total, and per key for a bounded number of keys. A later revision of a
 * window replaces the earlier one. When there are too many keys, the cheapest tenth is folded away:
 * its spend stays in the total. Time is event time: the newest closed minute is the end of the 60;
 * windows from the future are refused, or one wrong clock would empty the board. Not thread-safe.
 */
final class SpendBoard {
  private static final int TOP = 20;
  private static final int BURN_MINUTES = 5;
  private static final long MINUTE_MS = 60_000;
  private static final long MAX_AHEAD_MINUTES = 5;

  private final Map<String, MinuteRing> keys = new HashMap<>();
  private final MinuteRing total = new MinuteRing();
  private final int maxKeys;
  private long newest = -1;
  private long approximateUntil = -1;
  private @Nullable SpendView view;

  SpendBoard(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  /** Folds one window; returns false when it is not a minute of the board or brings nothing new. */
  boolean apply(SpendWindow window, Instant now) {
    long minute = Math.floorDiv(window.getWindowStart().toEpochMilli(), MINUTE_MS);
    long latest = Math.floorDiv(now.toEpochMilli(), MINUTE_MS) + MAX_AHEAD_MINUTES;
    if (window.getWidthMs() != MINUTE_MS || minute > latest || minute <= 0) {
      return false;
    }
    if (newest >= 0 && minute <= newest - MinuteRing.SIZE) {
      return false;
    }
    newest = Math.max(newest, minute);
    MinuteRing ring = ringOf(Clip.id(CredentialId.of(window.getCredential())));
    if (ring.revision(minute) >= window.getRevision()) {
      return false;
    }
    total.add(minute, window.getSpendNanos() - ring.at(minute));
    view = null;
    ring.set(minute, window.getRevision(), window.getSpendNanos());
    return true;
  }

  @Nullable Instant newestMinute() {
    return newest < 0 ? null : Instant.ofEpochMilli(newest * MINUTE_MS);
  }

  long lastMinuteNanos() {
    return newest < 0 ? 0 : total.at(newest);
  }

  /** Mean of the newest five minutes, per hour. */
  long burnNanosPerHour() {
    int perHour = 60 / BURN_MINUTES;
    long sum = newest < 0 ? 0 : total.sum(newest, BURN_MINUTES);
    return Math.max(Long.MIN_VALUE / perHour, Math.min(Long.MAX_VALUE / perHour, sum)) * perHour;
  }

  /** Returns the same view until a window changes it, however many readers ask. */
  SpendView view() {
    SpendView known = view;
    if (known == null) {
      known = new SpendView(newestMinute(), series(total), top(), approximate());
      view = known;
    }
    return known;
  }

  int keyCount() {
    return keys.size();
  }

  private List<KeySpend> top() {
    Comparator<Ranked> cheapest =
        Comparator.comparingLong(Ranked::nanos).thenComparing(Ranked::id, reverseOrder());
    PriorityQueue<Ranked> dearest = new PriorityQueue<>(TOP + 1, cheapest);
    keys.forEach(
        (id, ring) -> {
          long nanos = sum(ring);
          if (nanos != 0 && (dearest.size() < TOP || nanos >= dearest.element().nanos)) {
            dearest.add(new Ranked(id, ring, nanos));
            if (dearest.size() > TOP) {
              dearest.remove();
            }
          }
        });
    return dearest.stream()
        .sorted(cheapest.reversed())
        .map(ranked -> new KeySpend(ranked.id, usd(ranked.nanos), series(ranked.ring)))
        .toList();
  }

  private boolean approximate() {
    return newest >= 0 && newest <= approximateUntil;
  }

  private MinuteRing ringOf(String key) {
    MinuteRing known = keys.get(key);
    if (known != null) {
      return known;
    }
    if (keys.size() >= maxKeys) {
      fold();
    }
    MinuteRing fresh = new MinuteRing();
    keys.put(key, fresh);
    return fresh;
  }

  private void fold() {
    keys.values().removeIf(ring -> sum(ring) == 0);
    int room = Math.max(1, maxKeys / 10);
    int excess = keys.size() - (maxKeys - room);
    if (excess <= 0) {
      return;
    }
    approximateUntil = newest + MinuteRing.SIZE - 1;
    List<String> cheapest =
        keys.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> sum(entry.getValue())))
            .limit(excess)
            .map(Map.Entry::getKey)
            .toList();
    cheapest.forEach(keys::remove);
  }

  private long sum(MinuteRing ring) {
    return ring.sum(newest);
  }

  private List<String> series(MinuteRing ring) {
    return LongStream.rangeClosed(newest - MinuteRing.SIZE + 1, newest)
        .mapToObj(minute -> usd(newest < 0 ? 0 : ring.at(minute)))
        .toList();
  }

  private static String usd(long nanos) {
    return NanoUsd.toUsd(nanos);
  }

  private record Ranked(String id, MinuteRing ring, long nanos) {}
}
