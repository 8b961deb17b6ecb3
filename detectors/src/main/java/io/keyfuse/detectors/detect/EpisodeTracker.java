package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import java.util.function.Supplier;

/**
 * Holds one theft signal's episode: opens it with the first evidence, repeats evidence only when it
 * has grown, and clears it when it has passed.
 *
 * <p>Evidence is repeated when the probability rose by {@value #MORE_PROBABLE} over all before, at
 * most ten times in an episode, and when the spend since the beginning grew by a quarter, at most
 * once per 10 s pane and about ten times per tenfold of spend. An episode passes when the signal
 * has been silent for 15 min and into the next clock hour; the day's total then speaks no more on
 * that day. Stateless: all is in the key's state.
 */
final class EpisodeTracker {
  /** What an episode begins with that no event opens. */
  static final Amounts NO_SPEND = new Amounts(Side.PROVIDER, 0, 0, 0, 0, 0, false);

  private static final double MORE_PROBABLE = 0.05;
  private static final double MORE_SPEND = 1.25;
  private static final long SILENT_MS = 900_000;

  private static final long LONGEST_MS = 3 * PaneWidth.DAY.ms();

  private final int slot;
  private final Signal signal;
  private final Cause cause;
  private final long knownAfterDays;
  private final long longestMs;

  /** An episode that ends by its length makes the key known for so many active days at least. */
  EpisodeTracker(int slot, Signal signal, long knownAfterDays) {
    this(slot, signal, Cause.THEFT, knownAfterDays, LONGEST_MS);
  }

  private EpisodeTracker(
      int slot, Signal signal, Cause cause, long knownAfterDays, long longestMs) {
    this.slot = slot;
    this.signal = signal;
    this.cause = cause;
    this.knownAfterDays = knownAfterDays;
    this.longestMs = longestMs;
  }

  /** Returns a tracker of what no time makes usual: its episodes do not end by their length. */
  static EpisodeTracker neverUsual(int slot, Signal signal) {
    return new EpisodeTracker(slot, signal, Cause.THEFT, 0, Long.MAX_VALUE);
  }

  /** Returns a tracker of what is no theft, so that learning goes on. */
  static EpisodeTracker ofCause(int slot, Signal signal, Cause cause) {
    return new EpisodeTracker(slot, signal, cause, 0, LONGEST_MS);
  }

  /** Returns what its evidence is taken for. */
  Cause cause() {
    return cause;
  }

  /**
   * Opens an episode, or raises an open one when it has grown; the finding is asked for only when
   * it is told.
   *
   * @param amounts what an episode that opens now begins with
   */
  void raise(
      Moment moment,
      Amounts amounts,
      double probability,
      Supplier<Finding> finding,
      MonitorSink out) {
    KeyMonitorState state = moment.state();
    Episode episode = state.episodes().find(slot);
    if (episode == null) {
      episode = state.episodes().start(slot, moment.atMs());
      if (episode == null) {
        return;
      }
      episode.spend(amounts);
      if (cause == Cause.THEFT) {
        BaselineLearner.unlearn(state);
      }
    } else if (moment.atMs() - episode.startedAtMs() >= longestMs) {
      BaselineLearner.accept(state, knownAfterDays);
      clear(moment, episode, "stood for three days and counts as usual now", out);
      return;
    }
    long pane = PaneWidth.TEN_SECONDS.indexOf(Math.max(moment.atMs(), state.clockMs()));
    if (hasGrown(episode, pane, probability)) {
      long number = episode.raise(pane, probability);
      out.evidence(
          EvidenceWriter.raised(
              moment, finding.get(), episode.startedAtMs(), named(Long.toString(number))));
    }
  }

  /** The signal stands at the event's time. */
  void heat(Moment moment) {
    Episode episode = moment.state().episodes().find(slot);
    if (episode != null) {
      episode.heat(moment.atMs());
    }
  }

  /** The signal does not stand at this time. */
  void cool(Moment moment, MonitorSink out) {
    KeyMonitorState state = moment.state();
    Episode episode = state.episodes().find(slot);
    if (episode == null || !hasPassed(episode, Math.max(moment.atMs(), state.clockMs()))) {
      return;
    }
    clear(moment, episode, "back to normal", out);
  }

  private void clear(Moment moment, Episode episode, String why, MonitorSink out) {
    KeyMonitorState state = moment.state();
    state.episodes().end(episode);
    if (cause == Cause.THEFT) {
      state.spoil(episode.startedAtMs(), episode.hotAtMs());
    }
    state.muteDay(PaneWidth.DAY.indexOf(Math.max(moment.atMs(), state.clockMs())));
    String spent = NanoUsd.display(episode.spentNanos());
    out.evidence(
        EvidenceWriter.about(moment, signal, episode.startedAtMs(), named("cleared"))
            .setCause(cause)
            .setState(EvidenceState.CLEARED)
            .setProbability(0)
            .setWindowMs(episode.hotAtMs() - episode.startedAtMs())
            .setSpendNanos(episode.spentNanos())
            .setSummary(why + ", " + spent + " since the beginning")
            .build());
  }

  /** One signal may stand for two causes from the same moment on. */
  private String named(String name) {
    return cause == Cause.THEFT ? name : cause.name() + " " + name;
  }

  private static boolean hasGrown(Episode episode, long pane, double probability) {
    return probability >= episode.raisedProbability() + MORE_PROBABLE
        || (pane > episode.raisedPane()
            && episode.spentNanos() > episode.raisedNanos()
            && episode.spentNanos() >= MORE_SPEND * episode.raisedNanos());
  }

  private static boolean hasPassed(Episode episode, long atMs) {
    return atMs - episode.hotAtMs() >= SILENT_MS
        && PaneWidth.HOUR.indexOf(atMs) > PaneWidth.HOUR.indexOf(episode.hotAtMs());
  }
}
