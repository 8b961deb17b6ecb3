package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Measure;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.money.NanoUsd;

/**
 * The spend of the windows around one event, by event time: for each horizon the costliest window
 * that holds the event's pane, the larger of both sides. A window counts however late and in what
 * order its events arrive; a window that has left the rings costs nothing. Immutable.
 */
public final class WindowSpend {
  private static final int PANES_PER_MINUTE = 6;
  private static final int MINUTES = 10;

  private final long minuteNanos;
  private final long tenMinutesNanos;
  private final long hourNanos;
  private final long dayNanos;

  private WindowSpend(KeyMonitorState state, long atMs) {
    PaneRing minutes = state.ring(PaneWidth.MINUTE);
    minuteNanos =
        Math.max(
            sliding(state.ring(PaneWidth.TEN_SECONDS), atMs, PANES_PER_MINUTE),
            sliding(minutes, atMs, 1));
    tenMinutesNanos = sliding(minutes, atMs, MINUTES);
    hourNanos = sliding(state.ring(PaneWidth.HOUR), atMs, 1);
    dayNanos = sliding(state.ring(PaneWidth.DAY), atMs, 1);
  }

  /** Reads the windows around the time. */
  public static WindowSpend around(KeyMonitorState state, long atMs) {
    return new WindowSpend(state, atMs);
  }

  /** Returns the spend of the horizon's window in nano-US-dollars. */
  public long nanos(Horizon horizon) {
    return switch (horizon) {
      case MINUTE -> minuteNanos;
      case TEN_MINUTES -> tenMinutesNanos;
      case HOUR -> hourNanos;
      case DAY -> dayNanos;
    };
  }

  /** Returns the spend of the horizon's window in dollars, for statistics only. */
  public double usd(Horizon horizon) {
    return nanos(horizon) / (double) NanoUsd.PER_USD;
  }

  /** Returns the present burn rate: that of ten minutes, or of the last minute when higher. */
  public long burnNanosPerHour() {
    long slow = tenMinutesNanos > Long.MAX_VALUE / 6 ? Long.MAX_VALUE : tenMinutesNanos * 6;
    return tenMinutesNanos > 0 ? slow : hourNanos;
  }

  private static long sliding(PaneRing ring, long atMs, int panes) {
    long first = ring.width().indexOf(atMs);
    int slot = ring.find(first);
    if (slot == PaneRing.ABSENT) {
      return 0;
    }
    long most = 0;
    for (; slot < ring.size() && ring.index(slot) < first + panes; slot++) {
      long end = ring.index(slot);
      long start = end - panes + 1;
      long telemetry = ring.sum(Side.TELEMETRY, Measure.COST, start, end);
      most = Math.max(most, Math.max(telemetry, ring.sum(Side.PROVIDER, Measure.COST, start, end)));
    }
    return most;
  }
}
