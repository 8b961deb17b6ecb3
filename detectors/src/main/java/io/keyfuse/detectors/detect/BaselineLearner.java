package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Baseline;
import io.keyfuse.detectors.state.DailyMaxima;
import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.money.NanoUsd;

/**
 * Teaches the baseline what is over: whole hours a quarter of an hour after their end, active
 * minutes when they close, days when the next begins. Nothing is learnt from a theft episode, and
 * one window counts at most four times the largest before. Driven by the key's own event time.
 * Stateless and thread-safe.
 */
final class BaselineLearner {
  private static final Horizon[] HORIZONS = Horizon.values();
  private static final long GRACE_MS = 900_000;
  private static final long HOUR_MS = PaneWidth.HOUR.ms();

  /** A longer absence counts as two weeks: the memory of the hourly level. */
  private static final long MOST_ABSENCE_MS = 14 * PaneWidth.DAY.ms();

  private static final double MOST_GROWTH = 4;

  /** Windows up to this many times the largest are never a burst. */
  private static final double LEAST_SUSPECT = SpendBurstDetector.LEAST_MULTIPLE;

  private static final long CLIP_AFTER_DAYS = 2;

  /** Learns what is over by the time; called before an event of that time joins the panes. */
  void reach(KeyMonitorState state, long atMs) {
    Baseline baseline = state.baseline();
    baseline.reachDay(PaneWidth.DAY.indexOf(atMs));
    long learned = state.learnedUntilMs();
    if (learned == Baseline.NONE) {
      state.learnedUntilMs(Math.floorDiv(atMs, HOUR_MS) * HOUR_MS);
      return;
    }
    if (atMs - learned > MOST_ABSENCE_MS) {
      learned = Math.floorDiv(atMs - MOST_ABSENCE_MS, HOUR_MS) * HOUR_MS;
    }
    for (; learned + HOUR_MS + GRACE_MS <= atMs; learned += HOUR_MS) {
      learnHour(state, learned);
    }
    state.learnedUntilMs(learned);
  }

  /** Notes the windows around an event for the day's maxima, unless a theft episode is open. */
  void note(KeyMonitorState state, WindowSpend spend) {
    if (EpisodeSlot.theft(state.episodes()) == null) {
      for (Horizon horizon : HORIZONS) {
        state.baseline().note(horizon, spend.nanos(horizon));
      }
    }
  }

  /** Takes back what the beginning of a theft has added to the day's maxima. */
  static void unlearn(KeyMonitorState state) {
    Baseline baseline = state.baseline();
    if (baseline.activeDays() >= CLIP_AFTER_DAYS) {
      for (Horizon horizon : HORIZONS) {
        double most = LEAST_SUSPECT * baseline.maxima(horizon).largestUsd();
        baseline.limitToday(horizon, Math.round(most * NanoUsd.PER_USD));
      }
    }
  }

  /** The present level is right: takes the spend of the last windows for a day's maxima, as is. */
  static void accept(KeyMonitorState state, long knownAfterDays) {
    WindowSpend spend = WindowSpend.around(state, state.clockMs());
    for (Horizon horizon : HORIZONS) {
      state.baseline().maxima(horizon).accept(spend.usd(horizon));
    }
    state.baseline().acceptDays(knownAfterDays);
  }

  /** Learns one active minute that was closed. */
  void minute(KeyMonitorState state, long startMs, long spendNanos) {
    if (!isSpoiled(state, startMs, startMs + PaneWidth.MINUTE.ms())) {
      Baseline baseline = state.baseline();
      baseline.lumps().learnMinute(limited(baseline, Horizon.MINUTE, usd(spendNanos)));
    }
  }

  private static void learnHour(KeyMonitorState state, long startMs) {
    if (isSpoiled(state, startMs, startMs + HOUR_MS)) {
      return;
    }
    PaneRing hours = state.ring(PaneWidth.HOUR);
    int slot = hours.find(PaneWidth.HOUR.indexOf(startMs));
    double spend = slot == PaneRing.ABSENT ? 0 : usd(hours.spend(slot));
    Baseline baseline = state.baseline();
    double learnt = limited(baseline, Horizon.HOUR, spend);
    baseline.level().learn(startMs / HOUR_MS, Math.round(learnt * NanoUsd.PER_USD));
  }

  private static boolean isSpoiled(KeyMonitorState state, long fromMs, long untilMs) {
    Episode open = EpisodeSlot.theft(state.episodes());
    return (open != null && open.startedAtMs() < untilMs) || state.isSpoiled(fromMs, untilMs);
  }

  private static double limited(Baseline baseline, Horizon horizon, double usd) {
    return baseline.activeDays() < CLIP_AFTER_DAYS
        ? usd
        : Math.min(
            usd, MOST_GROWTH * (baseline.maxima(horizon).largestUsd() + DailyMaxima.OFFSET_USD));
  }

  private static double usd(long nanos) {
    return nanos / (double) NanoUsd.PER_USD;
  }
}
