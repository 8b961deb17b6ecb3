package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.BurstConfig;
import io.keyfuse.detectors.ColdStartConfig;
import io.keyfuse.detectors.state.Baseline;
import io.keyfuse.detectors.state.DailyMaxima;
import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.HourlyLevel;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SPEND_BURST: spend far above the key's own baseline, judged over a minute, ten minutes, an hour
 * and a day in parallel, by event time and the larger of both sides.
 *
 * <p>Two questions must both say yes, and the weaker answer counts:
 *
 * <ol>
 *   <li>Is it more than the usual level and lumpiness explain? {@link BurstScore} against {@link
 *       HourlyLevel} with the dispersion of {@link io.keyfuse.detectors.state.Lumpiness}, threshold
 *       {@code h₁ = ln(T/width)}. One giant call is one lump; it takes several.
 *   <li>Is it more than the busiest such window of a day, for example a nightly batch, explains?
 *       {@link DailyMaxima}, threshold {@code h₂ = ln(T/1 day) + ln(horizons)} (Bonferroni).
 * </ol>
 *
 * <p>{@code p = 1/(1 + exp(−(ln 9 + min(Λ − h₁, E − h₂))))}: 0.9 where the mean time between false
 * alarms of one key is at least T ({@link BurstConfig}). The promise rests on the tail fit, and is
 * to be checked on benign traffic. Windows under the dollar floor, or under {@value
 * #LEAST_MULTIPLE} times the largest such window so far, or under the factor of a planned change,
 * are not judged. Where telemetry lacks most of the window both thresholds are {@value #DARK_NATS}
 * lower: an outage of telemetry and a burst seldom meet by chance. A key with fewer active days
 * than configured is left to {@link ColdStartDetector}.
 *
 * <p>Thread-safe: all state is the key's.
 */
public final class SpendBurstDetector implements Detector {
  private static final Horizon[] HORIZONS = Horizon.values();
  static final double LEAST_MULTIPLE = 1.5;
  private static final double FLOOD_MULTIPLE = 25;
  private static final double FLOOD_FLOOR = 0.05;
  private static final double NOTIFY = 0.6;
  private static final double DARK_NATS = 2;

  private final List<EpisodeTracker> trackers =
      List.of(
          new EpisodeTracker(EpisodeSlot.SPEND_BURST, Signal.SPEND_BURST, 0),
          EpisodeTracker.ofCause(EpisodeSlot.RUNAWAY, Signal.SPEND_BURST, Cause.RUNAWAY),
          EpisodeTracker.ofCause(EpisodeSlot.LAUNCH, Signal.SPEND_BURST, Cause.LAUNCH),
          EpisodeTracker.ofCause(EpisodeSlot.PRICING, Signal.SPEND_BURST, Cause.PRICING));
  private final double falseAlarmMs;
  private final double largestThreshold;
  private final ColdStartConfig floods;
  private final double minSpendUsd;
  private final long minActiveDays;

  /** Makes the detector. */
  public SpendBurstDetector(BurstConfig config, ColdStartConfig floods) {
    this.floods = floods;
    falseAlarmMs = config.meanTimeBetweenFalseAlarms().toMillis();
    largestThreshold =
        Math.log(falseAlarmMs / Duration.ofDays(1).toMillis()) + Math.log(Horizon.COUNT);
    minSpendUsd = config.minSpendUsd().doubleValue();
    minActiveDays = config.minActiveDays();
  }

  @Override
  public String name() {
    return "spend_burst";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    BurstVerdict best = null;
    boolean stands = false;
    if (seen.state().baseline().activeDays() >= minActiveDays) {
      for (Horizon horizon : HORIZONS) {
        BurstVerdict verdict = verdict(seen, horizon);
        if (verdict != null) {
          // The day's total may open an episode and raise it, but does not say that it goes on.
          stands |= horizon != Horizon.DAY;
          best = best == null || verdict.probability() > best.probability() ? verdict : best;
        }
      }
    }
    for (int i = 0; i < trackers.size(); i++) {
      follow(trackers.get(i), seen, best, stands, out);
    }
  }

  private static void follow(
      EpisodeTracker tracker,
      Observation seen,
      @Nullable BurstVerdict told,
      boolean stands,
      MonitorSink out) {
    boolean isIt = told != null && tracker.cause() == told.cause();
    if (told != null && isIt) {
      Supplier<Finding> finding = () -> finding(seen, told);
      tracker.raise(seen.moment(), seen.amounts(), told.probability(), finding, out);
    }
    if (isIt && stands) {
      tracker.heat(seen.moment());
    } else {
      tracker.cool(seen.moment(), out);
    }
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    trackers.forEach(each -> each.cool(moment, out));
  }

  private @Nullable BurstVerdict verdict(Observation seen, Horizon horizon) {
    WindowScore score = score(seen, horizon);
    if (score == null || score.probability() < Probability.RAISE) {
      return null;
    }
    Cause cause = Explained.cause(seen);
    double probability = Math.min(mostProbable(seen, score, cause), score.probability());
    return probability > 0 ? new BurstVerdict(score, cause, probability) : null;
  }

  private @Nullable WindowScore score(Observation seen, Horizon horizon) {
    Baseline baseline = seen.state().baseline();
    DailyMaxima maxima = baseline.maxima(horizon);
    double spend = seen.spend().usd(horizon);
    double planned = seen.state().context().changeFactor(seen.atMs());
    double multiple = Math.max(LEAST_MULTIPLE, planned);
    if (spend < Math.max(minSpendUsd, multiple * maxima.largestUsd())
        || (horizon == Horizon.DAY && isMuted(seen))) {
      return null;
    }
    double expected = baseline.level().expectedUsd(seen.atMs(), horizon.ms());
    double level = BurstScore.nats(spend, expected, baseline.lumps().dispersionUsd());
    double largest = maxima.surprise(spend);
    double dark = isDark(seen, horizon) ? DARK_NATS : 0;
    double levelThreshold = Math.log(falseAlarmMs / horizon.ms()) - dark;
    return new WindowScore(
        horizon, expected, level, levelThreshold, largest, largestThreshold - dark);
  }

  /**
   * Returns how probable the cause may be called: {@value #NOTIFY} for what is explained, where the
   * money is worth a look, and for a theft 1 where telemetry lacks what the provider reports, or
   * where a flood is; else 0.
   */
  private double mostProbable(Observation seen, WindowScore score, Cause cause) {
    double spend = seen.spend().usd(score.horizon());
    double largest = seen.state().baseline().maxima(score.horizon()).largestUsd();
    boolean isFlood =
        spend >= FLOOD_FLOOR * allowanceUsd(score.horizon()) && spend >= FLOOD_MULTIPLE * largest;
    if (cause != Cause.THEFT) {
      return isFlood ? NOTIFY : 0;
    }
    if (score.horizon() == Horizon.DAY) {
      return NOTIFY;
    }
    if (isFlood || isDark(seen, score.horizon())) {
      return 1;
    }
    return spend >= allowanceUsd(score.horizon()) ? NOTIFY : 0;
  }

  private static boolean isDark(Observation seen, Horizon window) {
    return seen.match() == Match.DARK && Explained.isDark(seen, window);
  }

  private double allowanceUsd(Horizon horizon) {
    return switch (horizon) {
      case MINUTE -> floods.minuteUsd().doubleValue();
      case TEN_MINUTES -> floods.tenMinutesUsd().doubleValue();
      case HOUR, DAY -> floods.hourUsd().doubleValue();
    };
  }

  private static boolean isMuted(Observation seen) {
    return seen.state().isDayMuted(PaneWidth.DAY.indexOf(seen.atMs()));
  }

  private static Finding finding(Observation seen, BurstVerdict verdict) {
    WindowScore score = verdict.score();
    Horizon window = score.horizon();
    Baseline baseline = seen.state().baseline();
    long expected = SpendText.nanos(score.expectedUsd());
    long largest = SpendText.nanos(baseline.maxima(window).largestUsd());
    boolean levelDecides = score.level() - score.levelThreshold() < score.largestMargin();
    double threshold = levelDecides ? score.levelThreshold() : score.largestThreshold();
    List<Fact> facts =
        List.of(
            SpendText.usd("spend_" + window.label() + "_usd", seen.spend().nanos(window), 0),
            SpendText.usd("expected_" + window.label() + "_usd", expected, 0),
            SpendText.usd("largest_" + window.label() + "_usd", largest, 0),
            SpendText.number("above_level_nats", score.level(), levelDecides ? score.level() : 0),
            SpendText.number(
                "above_daily_maxima_nats", score.largest(), levelDecides ? 0 : score.largest()),
            SpendText.number("false_alarm_threshold_nats", threshold, -threshold),
            SpendText.number("lump_usd", baseline.lumps().dispersionUsd(), 0),
            SpendText.number("active_days", (double) baseline.activeDays(), 0));
    String summary =
        SpendText.againstUsual(seen.spend().nanos(window), expected, window.text())
            + ", and its most so far was "
            + NanoUsd.display(largest);
    return new Finding(
        Signal.SPEND_BURST,
        verdict.cause(),
        verdict.probability(),
        window,
        expected,
        facts,
        summary + Explained.reason(verdict.cause()));
  }
}
