package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Evidence;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Spend of an episode, from overlapping windows. The newest window {@code [from, to)} holds {@code
 * current}; when a window that starts later comes, the share of the old one that it no longer
 * covers is frozen: {@code frozen += current * min(1, (from' - from) / (to - from))}. A window that
 * starts no later replaces the old one when it holds more. Exact for disjoint and for growing
 * windows, an estimate under even spend for sliding ones.
 *
 * @param from start of the newest window, event time
 * @param to its end
 * @param currentNanos spend above the expected in it
 * @param frozenNanos spend of windows before it
 */
public record SpendAccount(Instant from, Instant to, long currentNanos, long frozenNanos) {
  static final SpendAccount NONE = new SpendAccount(Instant.EPOCH, Instant.EPOCH, 0, 0);

  /** Returns the spend so far, nano-USD. */
  long totalNanos() {
    return NanoUsd.saturatedAdd(frozenNanos, currentNanos);
  }

  /** Returns the account with the evidence's window taken in. */
  SpendAccount plus(Evidence evidence) {
    Instant end = evidence.getObservedAt();
    Instant start = end.minusMillis(Math.max(1, evidence.getWindowMs()));
    long excess = excessNanos(evidence);
    if (to.equals(Instant.EPOCH)) {
      return new SpendAccount(start, end, excess, 0);
    }
    if (!end.isAfter(to) || !start.isAfter(from)) {
      Instant first = start.isBefore(from) ? start : from;
      Instant last = end.isAfter(to) ? end : to;
      return new SpendAccount(first, last, Math.max(currentNanos, excess), frozenNanos);
    }
    long frozen = NanoUsd.saturatedAdd(frozenNanos, shareBefore(start));
    return new SpendAccount(start, end, excess, frozen);
  }

  private long shareBefore(Instant start) {
    long width = to.toEpochMilli() - from.toEpochMilli();
    long left = start.toEpochMilli() - from.toEpochMilli();
    if (left >= width) {
      return currentNanos;
    }
    return BigInteger.valueOf(currentNanos)
        .multiply(BigInteger.valueOf(left))
        .divide(BigInteger.valueOf(width))
        .longValueExact();
  }

  private static long excessNanos(Evidence evidence) {
    long expected = Math.max(0, evidence.getExpectedNanos());
    return Math.max(0, evidence.getSpendNanos() - expected);
  }
}
