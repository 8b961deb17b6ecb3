package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.List;

/**
 * LEAK_REPORT: the key's secret was seen where it should not be. Scanners of public places find
 * keys within minutes (reference/scenarios.md, A6), so that {@code p} is {@value #PROBABILITY}
 * whether it is used or not. It stands until the key was blocked and given back. Stateless and
 * thread-safe.
 */
final class LeakReportDetector implements Detector {
  private static final double PROBABILITY = 0.95;

  private final EpisodeTracker tracker =
      EpisodeTracker.neverUsual(EpisodeSlot.LEAK_REPORT, Signal.LEAK_REPORT);

  @Override
  public String name() {
    return "leak_report";
  }

  /** Usage goes on: what it costs is told as it grows. */
  @Override
  public void judge(Observation seen, MonitorSink out) {
    if (seen.state().episodes().find(EpisodeSlot.LEAK_REPORT) != null) {
      raise(seen.moment(), "is used", out);
    }
  }

  @Override
  public void told(Moment moment, KeyMessage message, MonitorSink out) {
    if (message instanceof KeyMessage.Leaked leaked) {
      raise(
          since(moment, leaked.atMs()),
          "was reported at " + Instant.ofEpochMilli(leaked.atMs()),
          out);
    }
  }

  /** A key that rests has a clock of its last usage, under which two reports would be one. */
  private static Moment since(Moment moment, long reportedMs) {
    long atMs = Math.max(moment.atMs(), Math.min(reportedMs, moment.nowMs()));
    return new Moment(moment.state(), moment.credential(), atMs, moment.nowMs());
  }

  private void raise(Moment moment, String what, MonitorSink out) {
    tracker.raise(moment, EpisodeTracker.NO_SPEND, PROBABILITY, () -> finding(what), out);
  }

  private static Finding finding(String what) {
    return new Finding(
        Signal.LEAK_REPORT,
        Cause.THEFT,
        PROBABILITY,
        Horizon.HOUR,
        0,
        List.of(new Fact("leak_report", "true", Probability.nats(PROBABILITY))),
        "leaked key " + what);
  }
}
