package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Measure;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.UsageEvent;

/** What speaks against a theft when a key spends much. Stateless and thread-safe. */
final class Explained {
  private static final double MOST_STEP = 50;
  private static final double ABSURD_NANOS_PER_TOKEN = 1_000_000;
  private static final int DAYS = 3;
  private static final double LOOP = 2;

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

  /**
   * What a burst is: PRICING where a token costs many times the usual, RUNAWAY or LAUNCH where the
   * owner's telemetry shows it, with tokens per call at least {@value #LOOP} times those of the
   * last days or not, and else THEFT.
   */
  static Cause cause(Observation seen) {
    if (byPrice(seen)) {
      return Cause.PRICING;
    }
    if (!byKnownCaller(seen)) {
      return Cause.THEFT;
    }
    double usual = usualTokensPerCall(seen.state(), seen.atMs(), seen.amounts().side());
    double tokens = (double) seen.amounts().inputTokens() + seen.amounts().outputTokens();
    double now = tokens / Math.max(1, seen.amounts().requests());
    return usual > 0 && now >= LOOP * usual ? Cause.RUNAWAY : Cause.LAUNCH;
  }

  /** Returns why it is the cause, to follow a sentence. */
  static String reason(Cause cause) {
    return switch (cause) {
      case PRICING -> "; a token costs many times what it did: look at the price book";
      case RUNAWAY -> "; the owner's telemetry shows it, with longer calls: an agent in a loop?";
      case LAUNCH -> "; the owner's telemetry shows it, with calls as usual: a launch?";
      default -> "";
    };
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
    double tokens = lately(state, atMs, side, Measure.INPUT_TOKENS, Measure.OUTPUT_TOKENS);
    return tokens > 0 ? lately(state, atMs, side, Measure.COST) / tokens : 0;
  }

  private static double usualTokensPerCall(KeyMonitorState state, long atMs, Side side) {
    double calls = lately(state, atMs, side, Measure.REQUESTS);
    double tokens = lately(state, atMs, side, Measure.INPUT_TOKENS, Measure.OUTPUT_TOKENS);
    return calls > 0 ? tokens / calls : 0;
  }

  /** Sums up the last whole days. */
  private static double lately(KeyMonitorState state, long atMs, Side side, Measure... measures) {
    PaneRing days = state.ring(PaneWidth.DAY);
    long today = PaneWidth.DAY.indexOf(atMs);
    double sum = 0;
    for (Measure measure : measures) {
      sum += days.sum(side, measure, today - DAYS, today - 1);
    }
    return sum;
  }
}
