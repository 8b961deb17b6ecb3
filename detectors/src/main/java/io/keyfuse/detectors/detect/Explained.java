package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Measure;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.v1.UsageEvent;

/** What speaks against a theft when a key spends much. Stateless and thread-safe. */
final class Explained {
  private static final double MOST_STEP = 50;
  private static final double ABSURD_NANOS_PER_TOKEN = 1_000_000;
  private static final int DAYS = 3;

  private Explained() {}

  /** The owner's telemetry shows it: the call itself, or the provider's calls. */
  static boolean byTelemetry(Observation seen) {
    return seen.amounts().side() == Side.TELEMETRY
        ? namesCaller(seen.event())
        : seen.match() == Match.COVERED || seen.match() == Match.TOO_LATE;
  }

  /** The same, and the caller is one that the owner uses. */
  static boolean byKnownCaller(Observation seen) {
    return byTelemetry(seen)
        && (seen.amounts().side() == Side.PROVIDER
            || !OwnerLikeness.isNewSource(seen.state().ownership(), seen.event()));
  }

  /** A token costs more than any model's, or several times what it cost in the last days. */
  static boolean byPrice(Observation seen) {
    long tokens = seen.amounts().inputTokens() + seen.amounts().outputTokens();
    if (tokens <= 0) {
      return false;
    }
    double now = seen.amounts().costNanos() / (double) tokens;
    double usual = usualNanosPerToken(seen.state(), seen.atMs(), seen.amounts().side());
    return now > ABSURD_NANOS_PER_TOKEN || (usual > 0 && now > MOST_STEP * usual);
  }

  /** Telemetry shows less than half of what the provider reports in the window. */
  static boolean isDark(Observation seen, Horizon window) {
    PaneWidth width = window.ms() < PaneWidth.HOUR.ms() ? PaneWidth.MINUTE : PaneWidth.HOUR;
    PaneRing ring = seen.state().ring(width);
    long end = width.indexOf(seen.atMs());
    long start = end - window.ms() / width.ms() + 1;
    return ring.sum(Side.TELEMETRY, Measure.COST, start, end)
        < ring.sum(Side.PROVIDER, Measure.COST, start, end) / 2;
  }

  private static boolean namesCaller(UsageEvent event) {
    return event.getClientIp() != null || event.getUserAgent() != null;
  }

  private static double usualNanosPerToken(KeyMonitorState state, long atMs, Side side) {
    PaneRing days = state.ring(PaneWidth.DAY);
    long today = PaneWidth.DAY.indexOf(atMs);
    double cost = days.sum(side, Measure.COST, today - DAYS, today - 1);
    double tokens =
        (double) days.sum(side, Measure.INPUT_TOKENS, today - DAYS, today - 1)
            + days.sum(side, Measure.OUTPUT_TOKENS, today - DAYS, today - 1);
    return tokens > 0 ? cost / tokens : 0;
  }
}
