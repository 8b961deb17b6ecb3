package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Baseline;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Measure;
import io.keyfuse.detectors.state.PaneMark;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Duration;
import java.time.Instant;

/**
 * Closes minute and hour windows with usage once their end and the grace have passed, and corrects
 * closed ones that changed, at most once per minute of the key's time. A window that has left its
 * ring (16 min, 12 h) is corrected no more. Stateless and thread-safe.
 */
final class WindowCloser {
  private static final long MINUTE_MS = PaneWidth.MINUTE.ms();

  private final long graceMs;
  private final BaselineLearner learner;

  WindowCloser(Duration grace, BaselineLearner learner) {
    this.graceMs = grace.toMillis();
    this.learner = learner;
  }

  /** Closes what has ended and its grace has passed by the moment. */
  void close(Moment moment, MonitorSink out) {
    KeyMonitorState state = moment.state();
    long untilMs = Math.floorDiv(moment.atMs() - graceMs, MINUTE_MS) * MINUTE_MS;
    if (state.closedUntilMs() == Baseline.NONE || untilMs > state.closedUntilMs()) {
      state.closedUntilMs(untilMs);
      flush(moment, out);
    }
  }

  /** Closes what is closable and tells corrections, also when no minute has passed. */
  void flush(Moment moment, MonitorSink out) {
    closeRing(moment, moment.state().ring(PaneWidth.MINUTE), out);
    closeRing(moment, moment.state().ring(PaneWidth.HOUR), out);
  }

  /** Returns how long after the key's clock a window is to be closed; the most when none is. */
  long waitMs(KeyMonitorState state) {
    long dueMs = Math.min(dueMs(state.ring(PaneWidth.MINUTE)), dueMs(state.ring(PaneWidth.HOUR)));
    return dueMs == Long.MAX_VALUE ? dueMs : Math.max(0, dueMs - state.clockMs());
  }

  private long dueMs(PaneRing ring) {
    for (int slot = 0; slot < ring.size(); slot++) {
      if (PaneMark.isDue(ring.mark(slot))) {
        return (ring.index(slot) + 1) * ring.width().ms() + graceMs;
      }
    }
    return Long.MAX_VALUE;
  }

  private void closeRing(Moment moment, PaneRing ring, MonitorSink out) {
    long widthMs = ring.width().ms();
    long untilMs = moment.state().closedUntilMs();
    for (int slot = 0; slot < ring.size(); slot++) {
      int mark = ring.mark(slot);
      long startMs = ring.index(slot) * widthMs;
      if (startMs + widthMs > untilMs || !PaneMark.isDue(mark)) {
        continue;
      }
      if (widthMs == MINUTE_MS && !PaneMark.isClosed(mark)) {
        learner.minute(moment.state(), startMs, ring.spend(slot));
      }
      ring.mark(slot, PaneMark.closed(mark));
      out.spend(window(moment, ring, slot, PaneMark.nextRevision(mark)));
    }
  }

  private static SpendWindow window(Moment moment, PaneRing ring, int slot, int revision) {
    // The constructor, because the builder checks every field again: this runs per key and minute.
    return new SpendWindow(
        moment.credential(),
        moment.state().lastSeen().tenant(),
        Instant.ofEpochMilli(ring.index(slot) * ring.width().ms()),
        ring.width().ms(),
        revision,
        totals(ring, slot, Side.TELEMETRY),
        totals(ring, slot, Side.PROVIDER),
        ring.spend(slot),
        PaneMark.isUnpriced(ring.mark(slot)),
        Instant.ofEpochMilli(moment.nowMs()));
  }

  private static SpendTotals totals(PaneRing ring, int slot, Side side) {
    return new SpendTotals(
        ring.number(slot, side, Measure.COST),
        ring.number(slot, side, Measure.REQUESTS),
        ring.number(slot, side, Measure.ERRORS),
        ring.number(slot, side, Measure.INPUT_TOKENS),
        ring.number(slot, side, Measure.OUTPUT_TOKENS));
  }
}
