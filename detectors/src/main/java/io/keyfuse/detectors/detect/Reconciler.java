package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Baseline;
import io.keyfuse.detectors.state.LedgerDay;
import io.keyfuse.detectors.state.MinuteLine;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.ReconciliationLedger;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.util.Map;

/**
 * The pure step that sets a key's telemetry beside its provider usage by the minute, and its
 * estimate beside its bill by the UTC day. Reads nothing from outside. Used by one thread.
 *
 * <p>A minute is read out when both sides are sealed, oldest first, or when {@value
 * ReconciliationLedger#MOST_MINUTES} newer ones wait. A side is sealed for a minute when its newest
 * event of this key is ten minutes past the minute's end: event time of the key alone, so a quiet
 * key seals late, and a dead feed never. Reports wider than a minute are not set side by side.
 *
 * <p>A day is judged when it ended 24 h before the end of the newest charge of the key, and no
 * charge arrived for ten minutes of the instance's clock, because a bill arrives in many parts and
 * in any order. It is judged again when it changes. A charge or report that spans two UTC days is
 * left out.
 */
public final class Reconciler {
  private static final long SEALED_AFTER_MS = 10 * PaneWidth.MINUTE.ms();
  private static final long SETTLED_AFTER_MS = 10 * PaneWidth.MINUTE.ms();

  private final long skewMs;

  /**
   * Makes the step.
   *
   * @param skewMs how far an event may lie ahead of the clock before it counts as now
   */
  public Reconciler(long skewMs) {
    this.skewMs = skewMs;
  }

  /**
   * Notes one priced event.
   *
   * @param ledger the key's ledger, changed in place
   * @param event a validated, deduplicated and priced event, or the difference of a restatement
   * @param nowMs clock of the instance
   */
  public void usage(
      ReconciliationLedger ledger, UsageEvent event, long nowMs, ReconciliationSink out) {
    long occurredMs = event.getOccurredAt().toEpochMilli();
    long atMs = occurredMs > nowMs + skewMs ? nowMs : occurredMs;
    if (event.getSource() == UsageSource.BILLING_EXPORT) {
      settle(ledger, event.getCredential(), nowMs, out);
      bill(ledger, event, atMs, nowMs);
      return;
    }
    if (event.getSource() == UsageSource.PROVIDER_USAGE) {
      estimate(ledger, event, atMs);
    }
    if (widthMs(event) <= PaneWidth.MINUTE.ms()) {
      long minuteMs = PaneWidth.MINUTE.indexOf(atMs) * PaneWidth.MINUTE.ms();
      ledger.minute(minuteMs, event.getModel(), Amounts.of(event));
      ledger.reach(Side.of(event.getSource()), atMs);
      readOut(ledger, event.getCredential(), out);
    }
  }

  /** Judges the days that can be judged by now; to be called from {@link #waitMs} on. */
  public void settle(
      ReconciliationLedger ledger, Credential credential, long nowMs, ReconciliationSink out) {
    if (ledger.billArrivedMs() == Baseline.NONE
        || nowMs - ledger.billArrivedMs() < SETTLED_AFTER_MS) {
      return;
    }
    for (Map.Entry<Long, LedgerDay> entry : ledger.days().entrySet()) {
      LedgerDay day = entry.getValue();
      if (isComplete(ledger, entry.getKey()) && day.isChanged()) {
        long atMs = ledger.newestBillMs();
        if (day.isComparable() && !day.isJudged()) {
          day.lines().values().stream()
              .filter(line -> !line.guessed())
              .reduce((a, b) -> a.and(b))
              .ifPresent(total -> out.judged(credential, total));
        }
        BillJudge.judge(credential, entry.getKey(), day, atMs).forEach(out::evidence);
        day.judged();
      }
    }
  }

  /** Returns how long after now a day can be judged; Long.MAX_VALUE when none waits for time. */
  public long waitMs(ReconciliationLedger ledger, long nowMs) {
    boolean waits =
        ledger.days().entrySet().stream()
            .anyMatch(day -> day.getValue().isChanged() && isComplete(ledger, day.getKey()));
    return waits ? Math.max(0, ledger.billArrivedMs() + SETTLED_AFTER_MS - nowMs) : Long.MAX_VALUE;
  }

  private static boolean isComplete(ReconciliationLedger ledger, long day) {
    // Ended 24 h before: the charge's end lies at least two days past the day's start.
    return ledger.newestBillMs() != Baseline.NONE
        && ledger.newestBillMs() >= (day + 2) * PaneWidth.DAY.ms();
  }

  private static void readOut(
      ReconciliationLedger ledger, Credential credential, ReconciliationSink out) {
    while (!ledger.minutes().isEmpty()) {
      long startMs = ledger.minutes().firstKey();
      boolean telemetry = isSealed(ledger, Side.TELEMETRY, startMs);
      boolean provider = isSealed(ledger, Side.PROVIDER, startMs);
      boolean isFull = ledger.minutes().size() > ReconciliationLedger.MOST_MINUTES;
      if (!isFull && !(telemetry && provider)) {
        return;
      }
      Map<String, MinuteLine> lines = ledger.readOldest();
      out.reading(new MinuteReading(credential, startMs, lines, telemetry, provider));
    }
  }

  private static boolean isSealed(ReconciliationLedger ledger, Side side, long startMs) {
    long newestMs = ledger.newestMs(side);
    return newestMs != Baseline.NONE
        && newestMs >= startMs + PaneWidth.MINUTE.ms() + SEALED_AFTER_MS;
  }

  private static void estimate(ReconciliationLedger ledger, UsageEvent event, long atMs) {
    Cost cost = event.getCost();
    if (isWithinOneDay(event, atMs)) {
      boolean guessed = cost == null || cost.getBasis() != CostBasis.PRICED;
      long nanos = cost == null ? 0 : cost.getAmountNanos();
      ledger.estimate(PaneWidth.DAY.indexOf(atMs), event.getModel(), nanos, guessed);
    }
  }

  private static void bill(ReconciliationLedger ledger, UsageEvent event, long atMs, long nowMs) {
    Cost cost = event.getCost();
    if (cost != null && isWithinOneDay(event, atMs)) {
      long day = PaneWidth.DAY.indexOf(atMs);
      long endMs = atMs + widthMs(event);
      ledger.bill(day, event.getModel(), cost.getAmountNanos(), endMs, nowMs);
    }
  }

  private static boolean isWithinOneDay(UsageEvent event, long atMs) {
    long lastMs = atMs + Math.max(1, widthMs(event)) - 1;
    return PaneWidth.DAY.indexOf(atMs) == PaneWidth.DAY.indexOf(lastMs);
  }

  private static long widthMs(UsageEvent event) {
    Bucket bucket = event.getBucket();
    return bucket == null ? 0 : bucket.getWidthMs();
  }
}
