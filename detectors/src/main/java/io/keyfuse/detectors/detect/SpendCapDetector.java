package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.SpendCap;
import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.Episodes;
import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SPEND_CAP: the spend of one UTC minute, hour or day, the larger of both sides, has reached a
 * configured limit. Raised once per cap and window, with probability 1 and cause CAP; cleared by
 * the first event or idle check after the window's end. Late usage that fills up an earlier window
 * raises it too while no later window of the cap was raised. Thread-safe: all state is the key's.
 */
public final class SpendCapDetector implements Detector {
  private final List<SpendCap> caps;

  /** Makes the detector. */
  public SpendCapDetector(List<SpendCap> caps) {
    this.caps = List.copyOf(caps);
  }

  @Override
  public String name() {
    return "spend_cap";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    for (int i = 0; i < caps.size(); i++) {
      SpendCap cap = caps.get(i);
      clear(cap, seen.moment(), out);
      check(cap, seen, out);
    }
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    for (SpendCap cap : caps) {
      clear(cap, moment, out);
    }
    clearRemoved(moment, out);
  }

  /** Ends the episodes of caps that are configured no more. */
  private void clearRemoved(Moment moment, MonitorSink out) {
    for (Episode episode : moment.state().episodes().list()) {
      int slot = episode.slot();
      if (EpisodeSlot.isCap(slot)
          && caps.stream().noneMatch(cap -> EpisodeSlot.ofCap(cap.name()) == slot)) {
        moment.state().episodes().end(episode);
        out.evidence(
            cleared(moment, episode, slot + "/removed")
                .setSummary("the cap is configured no more")
                .build());
      }
    }
  }

  private static void check(SpendCap cap, Observation seen, MonitorSink out) {
    KeyMonitorState state = seen.state();
    PaneRing ring = state.ring(ringOf(cap));
    long pane = ring.width().indexOf(seen.atMs());
    int slot = ring.find(pane);
    if (slot == PaneRing.ABSENT
        || ring.spend(slot) < cap.limitNanos()
        || !cap.covers(CredentialId.of(seen.moment().credential()))) {
      return;
    }
    long start = pane * ring.width().ms();
    Episode episode = open(state.episodes(), EpisodeSlot.ofCap(cap.name()), start);
    if (episode != null) {
      episode.raise(PaneWidth.TEN_SECONDS.indexOf(seen.atMs()), 1);
      out.evidence(evidence(cap, seen, start, ring.spend(slot)));
    }
  }

  /** Returns the window's new episode, or null when it or a later one was raised. */
  private static @Nullable Episode open(Episodes episodes, int slot, long startMs) {
    Episode earlier = episodes.find(slot);
    if (earlier != null) {
      if (earlier.startedAtMs() >= startMs) {
        return null;
      }
      episodes.end(earlier);
    }
    return episodes.start(slot, startMs);
  }

  private static void clear(SpendCap cap, Moment moment, MonitorSink out) {
    KeyMonitorState state = moment.state();
    Episode episode = state.episodes().find(EpisodeSlot.ofCap(cap.name()));
    long endMs = episode == null ? 0 : episode.startedAtMs() + cap.window().toMillis();
    if (episode == null || Math.max(state.clockMs(), moment.atMs()) < endMs) {
      return;
    }
    state.episodes().end(episode);
    out.evidence(
        cleared(moment, episode, cap.name() + "/end")
            .setWindowMs(cap.window().toMillis())
            .setExpectedNanos(cap.limitNanos())
            .setSummary("the window of cap " + cap.name() + " is over")
            .build());
  }

  private static Evidence.Builder cleared(Moment moment, Episode episode, String number) {
    return EvidenceWriter.about(moment, Signal.SPEND_CAP, episode.startedAtMs(), number)
        .setCause(Cause.CAP)
        .setState(EvidenceState.CLEARED)
        .setProbability(0);
  }

  private static Evidence evidence(SpendCap cap, Observation seen, long startMs, long spend) {
    return EvidenceWriter.about(seen.moment(), Signal.SPEND_CAP, startMs, cap.name())
        .setCause(Cause.CAP)
        .setState(EvidenceState.RAISED)
        .setProbability(1)
        .setWindowMs(cap.window().toMillis())
        .setSpendNanos(spend)
        .setExpectedNanos(cap.limitNanos())
        .setBurnNanosPerHour(seen.spend().burnNanosPerHour())
        .setFacts(
            List.of(
                new Fact("cap", cap.name(), 0.0),
                SpendText.usd("spend_usd", spend, 0),
                SpendText.usd("limit_usd", cap.limitNanos(), 0)))
        .setSummary(
            "spent "
                + NanoUsd.display(spend)
                + " in one "
                + windowText(cap)
                + ", the limit of cap "
                + cap.name()
                + " is "
                + NanoUsd.display(cap.limitNanos()))
        .build();
  }

  private static PaneWidth ringOf(SpendCap cap) {
    long ms = cap.window().toMillis();
    return ms == Horizon.MINUTE.ms()
        ? PaneWidth.MINUTE
        : ms == Horizon.HOUR.ms() ? PaneWidth.HOUR : PaneWidth.DAY;
  }

  private static String windowText(SpendCap cap) {
    return switch (ringOf(cap)) {
      case TEN_SECONDS, MINUTE -> "minute";
      case HOUR -> "hour";
      case DAY -> "day";
    };
  }
}
