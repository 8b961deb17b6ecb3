package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.BlockedUsage;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageStatus;
import java.util.List;

/**
 * USAGE_AFTER_BLOCK: usage with an event time after the key was suspended or revoked. Calls that
 * the provider refused (status ERROR, no cost) are the block at work and do not count; a bucket
 * counts when it starts after the block. At most one evidence per 10 s pane, with the totals since
 * the block; what remains is told by the idle check. Probability {@value #CERTAIN}: the clocks of
 * feed and provider may differ by seconds. Thread-safe: all state is the key's.
 */
public final class UsageAfterBlockDetector implements Detector {
  private static final double CERTAIN = 0.99;

  @Override
  public String name() {
    return "usage_after_block";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    BlockedUsage blocked = seen.state().blocked();
    if (!blocked.isBlocked()
        || seen.event().getOccurredAt().toEpochMilli() <= blocked.sinceMs()
        || isRefused(seen.event(), seen.amounts())) {
      return;
    }
    blocked.add(seen.amounts());
    if (PaneWidth.TEN_SECONDS.indexOf(seen.atMs()) > blocked.toldPane()) {
      tell(seen.moment(), out);
    }
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    if (moment.state().blocked().isDue()) {
      tell(moment, out);
    }
  }

  private static boolean isRefused(UsageEvent event, Amounts amounts) {
    return event.getStatus() == UsageStatus.ERROR && amounts.costNanos() == 0;
  }

  private static void tell(Moment moment, MonitorSink out) {
    BlockedUsage blocked = moment.state().blocked();
    long number = blocked.tell(PaneWidth.TEN_SECONDS.indexOf(moment.atMs()));
    out.evidence(evidence(moment, blocked, Long.toString(number)));
  }

  private static Evidence evidence(Moment moment, BlockedUsage blocked, String number) {
    long sinceMs = blocked.sinceMs();
    return EvidenceWriter.about(moment, Signal.USAGE_AFTER_BLOCK, sinceMs, number)
        .setCause(Cause.THEFT)
        .setState(EvidenceState.RAISED)
        .setProbability(CERTAIN)
        .setWindowMs(Math.max(0, moment.atMs() - sinceMs))
        .setSpendNanos(blocked.costNanos())
        .setRequestCount(blocked.requests())
        .setTokenCount(blocked.tokens())
        .setFacts(
            List.of(
                SpendText.usd("spend_since_block_usd", blocked.costNanos(), 0),
                SpendText.number("requests_since_block", (double) blocked.requests(), 0)))
        .setSummary(
            "blocked key still spent "
                + NanoUsd.display(blocked.costNanos())
                + " in "
                + blocked.requests()
                + " calls")
        .build();
  }
}
