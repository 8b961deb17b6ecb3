package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.ColdStartConfig;
import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;

/**
 * COLD_START_BURST: a key with fewer active days than a baseline needs spends more than a newcomer
 * is allowed in a sliding minute, ten sliding minutes or a clock hour.
 *
 * <p>{@code p = 1/(1 + exp(−(ln 9 + 2.5 · ln(spend/allowance))))}, the largest of the three: 0.9 at
 * the allowance, 0.98 at twice. The exponent is the Pareto tail that {@link
 * io.keyfuse.detectors.state.DailyMaxima} takes before it has seen a day (1/γ at γ = 0.4).
 * Allowances are configuration: nothing is known of such a key. Provider usage that the owner's
 * telemetry shows as well is not judged. Thread-safe: all state is the key's.
 */
public final class ColdStartDetector implements Detector {
  private static final double TAIL = 2.5;
  private static final double DARK_SHARE = 0.25;
  private static final int LEAST_DARK = 3;

  private final EpisodeTracker tracker;
  private final List<Allowance> allowances;
  private final long knownAfterDays;

  /** Makes the detector; it is silent from {@code knownAfterDays} active days on. */
  public ColdStartDetector(ColdStartConfig config, int knownAfterDays) {
    this.knownAfterDays = knownAfterDays;
    tracker = new EpisodeTracker(EpisodeSlot.COLD_START, Signal.COLD_START_BURST, knownAfterDays);
    allowances =
        List.of(
            new Allowance(Horizon.MINUTE, NanoUsd.ofUsd(config.minuteUsd())),
            new Allowance(Horizon.TEN_MINUTES, NanoUsd.ofUsd(config.tenMinutesUsd())),
            new Allowance(Horizon.HOUR, NanoUsd.ofUsd(config.hourUsd())));
  }

  @Override
  public String name() {
    return "cold_start";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    Allowance worst = null;
    double worstRatio = 1;
    if (seen.state().baseline().activeDays() < knownAfterDays
        && !Explained.byTelemetry(seen)
        && !Explained.byPrice(seen)) {
      double planned = seen.state().context().changeFactor(seen.atMs());
      for (Allowance allowance : allowances) {
        double allowed =
            allowance.nanos() * planned * (isDark(seen, allowance.window()) ? DARK_SHARE : 1);
        double ratio = seen.spend().nanos(allowance.window()) / allowed;
        if (ratio >= worstRatio) {
          worst = allowance;
          worstRatio = ratio;
        }
      }
    }
    if (worst == null) {
      tracker.cool(seen.moment(), out);
    } else {
      Allowance told = worst;
      double nats = TAIL * Math.log(worstRatio);
      tracker.raise(
          seen.moment(),
          seen.amounts(),
          Probability.ofMargin(nats),
          () -> finding(seen, told, nats),
          out);
      tracker.heat(seen.moment());
    }
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    tracker.cool(moment, out);
  }

  /** Several reports that telemetry lacks: one lost report of telemetry is none. */
  private static boolean isDark(Observation seen, Horizon window) {
    return seen.match() == Match.DARK
        && window != Horizon.MINUTE
        && seen.state().ownership().dark().silentReports() >= LEAST_DARK
        && Explained.isDark(seen, window);
  }

  private Finding finding(Observation seen, Allowance allowance, double nats) {
    Horizon window = allowance.window();
    long spend = seen.spend().nanos(window);
    double activeDays = seen.state().baseline().activeDays();
    double hours = (seen.atMs() - seen.state().firstAtMs()) / (double) Horizon.HOUR.ms();
    List<Fact> facts =
        List.of(
            SpendText.usd("spend_" + window.label() + "_usd", spend, nats),
            SpendText.usd("allowed_" + window.label() + "_usd", allowance.nanos(), 0),
            SpendText.number("active_days", activeDays, 0),
            SpendText.number("seen_for_hours", hours, 0));
    String summary =
        "new key spent "
            + NanoUsd.display(spend)
            + " in "
            + window.text()
            + ", "
            + SpendText.multiple(spend, allowance.nanos())
            + "x the "
            + NanoUsd.display(allowance.nanos())
            + " allowed without history";
    return new Finding(
        Signal.COLD_START_BURST,
        Cause.THEFT,
        Probability.ofMargin(nats),
        window,
        allowance.nanos(),
        facts,
        summary);
  }

  private record Allowance(Horizon window, long nanos) {}
}
