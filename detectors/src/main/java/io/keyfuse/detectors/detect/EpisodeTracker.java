package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import java.util.function.Supplier;

/**
 * Holds one theft signal's episode: opens it with the first evidence, repeats evidence only when it
 * has grown, and clears it when it has passed.
 *
 * <p>Evidence is repeated at most once per 10 s pane, and only when the probability rose by {@value
 * #MORE_PROBABLE} or the spend since the beginning grew by a quarter: at most about 10 times per
 * tenfold of spend. An episode passes when the signal has been silent for 15 min and into the next
 * clock hour; the day's total then speaks no more on that day. Stateless: all is in the key's
 * state.
 */
final class EpisodeTracker {
  private static final double MORE_PROBABLE = 0.05;
  private static final double MORE_SPEND = 1.25;
  private static final long SILENT_MS = 900_000;

  private final int slot;
  private final Signal signal;

  EpisodeTracker(int slot, Signal signal) {
    this.slot = slot;
    this.signal = signal;
  }

  /** The signal stands; the finding is asked for only when it is told. */
  void raise(Observation seen, double probability, Supplier<Finding> finding, MonitorSink out) {
    KeyMonitorState state = seen.state();
    Episode episode = state.episodes().find(slot);
    if (episode == null) {
      episode = state.episodes().start(slot, seen.atMs());
      if (episode == null) {
        return;
      }
      episode.spend(seen.amounts());
    }
    episode.heat(seen.atMs());
    long pane = PaneWidth.TEN_SECONDS.indexOf(Math.max(seen.atMs(), state.clockMs()));
    if (hasGrown(episode, pane, probability)) {
      long number = episode.raise(pane, probability);
      out.evidence(
          EvidenceWriter.raised(seen, finding.get(), episode.startedAtMs(), Long.toString(number)));
    }
  }

  /** The signal does not stand at this time. */
  void cool(Moment moment, MonitorSink out) {
    KeyMonitorState state = moment.state();
    Episode episode = state.episodes().find(slot);
    if (episode == null || !hasPassed(episode, Math.max(moment.atMs(), state.clockMs()))) {
      return;
    }
    state.episodes().end(episode);
    state.spoil(episode.startedAtMs(), episode.hotAtMs());
    state.muteDay(PaneWidth.DAY.indexOf(Math.max(moment.atMs(), state.clockMs())));
    out.evidence(
        EvidenceWriter.about(moment, signal, episode.startedAtMs(), "cleared")
            .setCause(Cause.THEFT)
            .setState(EvidenceState.CLEARED)
            .setProbability(0)
            .setWindowMs(episode.hotAtMs() - episode.startedAtMs())
            .setSpendNanos(episode.spentNanos())
            .setSummary(
                "back to normal after "
                    + NanoUsd.display(episode.spentNanos())
                    + " in this episode")
            .build());
  }

  private static boolean hasGrown(Episode episode, long pane, double probability) {
    return pane > episode.raisedPane()
        && (probability >= episode.raisedProbability() + MORE_PROBABLE
            || (episode.spentNanos() > episode.raisedNanos()
                && episode.spentNanos() >= MORE_SPEND * episode.raisedNanos()));
  }

  private static boolean hasPassed(Episode episode, long atMs) {
    return atMs - episode.hotAtMs() >= SILENT_MS
        && PaneWidth.HOUR.indexOf(atMs) > PaneWidth.HOUR.indexOf(episode.hotAtMs());
  }
}
