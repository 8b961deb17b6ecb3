package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.OwnershipConfig;
import io.keyfuse.detectors.state.DarkTally;
import io.keyfuse.detectors.state.ForeignTally;
import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;

/**
 * DARK_USAGE: the provider bills calls that the owner's telemetry does not show, though telemetry
 * of the key is alive around them.
 *
 * <p>Of {@code Match} of one report, with {@code p} the key's usual share of dark reports and
 * {@code q = 0.3} under a theft: {@code ln(q/p)} for a dark one, at most {@value #MOST_NATS}, and
 * {@code ln((1 − q)/(1 − p))} for a covered one. Their CUSUM {@code D} (Page 1954) alarms at {@code
 * h}, see {@link FalseAlarms}. A dark report counts only when telemetry was seen both before and
 * after it, see {@link io.keyfuse.detectors.state.TelemetryPulse}: an outage of telemetry has none,
 * and where {@code p} is 0.15 or more, as with sampled telemetry, or fewer than 50 covered reports
 * have shown it, none counts. It needs no baseline of spend. Thread-safe: all state is the key's.
 */
public final class DarkUsageDetector implements Detector {
  private static final double THEFT_SHARE = 0.3;
  private static final double MOST_NATS = 4;
  private static final int LEAST_ROWS = 3;

  private final EpisodeTracker tracker =
      new EpisodeTracker(EpisodeSlot.DARK_USAGE, Signal.DARK_USAGE, 0);
  private final OwnershipConfig config;
  private final long minNanos;

  /** Makes the detector. */
  public DarkUsageDetector(OwnershipConfig config) {
    this.config = config;
    this.minNanos = NanoUsd.ofUsd(config.minUsd());
  }

  @Override
  public String name() {
    return "dark_usage";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    Ownership own = seen.state().ownership();
    DarkTally tally = own.dark();
    if (seen.match() == Match.DARK && seen.amounts().costNanos() > 0) {
      tally.hold(PaneWidth.MINUTE.indexOf(seen.atMs()), seen.amounts().costNanos());
    } else if (seen.match() == Match.COVERED) {
      tally.covered(Math.min(0, Math.log((1 - THEFT_SHARE) / (1 - own.usualDark()))));
    }
    boolean counted = tally.waiting() > 0 && settle(seen, own);
    if (seen.amounts().side() == Side.PROVIDER || tally.nats() > 0) {
      decide(seen, own, counted || seen.match() == Match.DARK, out);
    }
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    tracker.cool(moment, out);
  }

  /** Counts or drops what waited; returns whether any was counted. */
  private static boolean settle(Observation seen, Ownership own) {
    boolean counted = false;
    DarkTally tally = own.dark();
    long present = PaneWidth.MINUTE.indexOf(seen.state().clockMs());
    for (int i = tally.waiting() - 1; i >= 0; i--) {
      long minute = tally.waitingMinute(i);
      if (!own.isDarkTelling()) {
        tally.drop(i);
      } else if (own.pulse().isAlive(minute)) {
        tally.count(i, Math.min(MOST_NATS, Math.log(THEFT_SHARE / own.usualDark())));
        counted = true;
      } else if (own.pulse().isOver(minute, present)) {
        tally.drop(i);
      }
    }
    return counted;
  }

  private void decide(Observation seen, Ownership own, boolean isNew, MonitorSink out) {
    DarkTally tally = own.dark();
    ForeignTally foreign = own.foreign();
    double threshold = FalseAlarms.nats(config, seen.moment(), foreign);
    tally.limit(threshold + MOST_NATS);
    boolean stands =
        tally.nats() >= threshold
            && tally.rows() >= LEAST_ROWS
            && tally.nanos() >= minNanos
            && !own.isTrusted(seen.atMs());
    if (stands && isNew) {
      double margin = tally.nats() - threshold;
      tracker.raise(
          seen.moment(),
          seen.amounts(),
          Probability.ofMargin(margin),
          () -> finding(seen, tally, threshold),
          out);
      tracker.heat(seen.moment());
    } else if (!stands) {
      tracker.cool(seen.moment(), out);
    }
  }

  private static Finding finding(Observation seen, DarkTally tally, double threshold) {
    double usual = seen.state().ownership().usualDark();
    List<Fact> facts =
        List.of(
            SpendText.usd("dark_usd", tally.nanos(), 0),
            SpendText.number("dark_reports", (double) tally.rows(), 0),
            SpendText.number("usual_dark_share", usual, 0),
            SpendText.number("dark_nats", tally.nats(), tally.nats()),
            SpendText.number("false_alarm_threshold_nats", threshold, -threshold));
    String summary =
        NanoUsd.display(tally.nanos())
            + " in "
            + tally.rows()
            + " provider reports that no telemetry shows, while telemetry is alive";
    return new Finding(
        Signal.DARK_USAGE,
        Cause.THEFT,
        Probability.ofMargin(tally.nats() - threshold),
        Horizon.HOUR,
        0,
        facts,
        summary);
  }
}
