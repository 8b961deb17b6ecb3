package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Baseline;
import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pure step of detection: folds one event into one key's state and tells closed windows and
 * evidence. The same state, event and clock give the same result, on a topology, in a test or in a
 * back-test; nothing is read from outside. Used by one thread per instance.
 */
public final class KeyMonitor {
  private static final long TRUST_MS = PaneWidth.DAY.ms();
  private static final PaneWidth[] WIDTHS = PaneWidth.values();

  private final BaselineLearner learner = new BaselineLearner();
  private final KeyMonitorCodec codec = new KeyMonitorCodec();
  private final WindowCloser closer;
  private final DetectorPanel detectors;
  private final long skewMs;
  private final long knownAfterDays;

  /** Makes the monitor with all detectors of this build. */
  public KeyMonitor(DetectionConfig config, MeterRegistry metrics) {
    this(config, allDetectors(config), metrics);
  }

  KeyMonitor(DetectionConfig config, List<Detector> detectors, MeterRegistry metrics) {
    this.closer = new WindowCloser(config.windowGrace(), learner);
    this.detectors = new DetectorPanel(detectors, metrics);
    this.skewMs = config.maxClockSkew().toMillis();
    this.knownAfterDays = config.burst().minActiveDays();
  }

  /** Returns one of each detector. */
  static List<Detector> allDetectors(DetectionConfig config) {
    return List.of(
        new SpendCapDetector(config.caps()),
        new ForeignUsageDetector(config.ownership()),
        new DarkUsageDetector(config.ownership()),
        new SpendBurstDetector(config.burst(), config.coldStart()),
        new ColdStartDetector(config.coldStart(), config.burst().minActiveDays()),
        new LeakReportDetector(),
        new CanaryDetector(),
        new UsageAfterBlockDetector(),
        new UnpricedModelDetector(),
        new FleetReporter());
  }

  /**
   * Folds one priced event in; a bill is left to the {@link Reconciler}, which compares it.
   *
   * @param state the key's state, changed in place
   * @param event a validated, deduplicated and priced event, or the difference of a restatement
   * @param nowMs clock of the instance; an event further ahead than the skew counts as now
   * @param out takes windows and evidence
   */
  public void usage(KeyMonitorState state, UsageEvent event, long nowMs, MonitorSink out) {
    // A bill repeats, hours later, what provider usage said: counted too, it would double the
    // spend.
    if (event.getSource() == UsageSource.BILLING_EXPORT) {
      return;
    }
    long occurredMs = event.getOccurredAt().toEpochMilli();
    long atMs = occurredMs > nowMs + skewMs ? nowMs : occurredMs;
    Moment moment = new Moment(state, event.getCredential(), atMs, nowMs);
    state.lastSeen(state.lastSeen().with(event));
    if (state.clockMs() == Baseline.NONE || atMs > state.clockMs()) {
      closer.close(moment, out);
      learner.reach(state, atMs);
      state.reach(atMs);
    }
    Amounts amounts = Amounts.of(event);
    addToPanes(state, event.getBucket(), atMs, amounts);
    WindowSpend spend = WindowSpend.around(state, atMs);
    double usd = amounts.costNanos() / (double) NanoUsd.PER_USD;
    state.baseline().lumps().note(atMs, usd, amounts.requests());
    Match match = FeedMatcher.match(state.ownership(), event, amounts, atMs);
    detectors.judge(new Observation(moment, event, amounts, spend, match), out);
    learner.note(state, spend);
  }

  /**
   * Lets time pass for a key without events: closes windows, tells corrections, clears episodes.
   * The state needs to be kept only when something came out; else the next call does the same
   * again.
   *
   * @param idleMs how long no event of the key has arrived
   */
  public void idle(
      KeyMonitorState state, Credential credential, long idleMs, long nowMs, MonitorSink out) {
    if (state.clockMs() == Baseline.NONE) {
      return;
    }
    Moment moment = new Moment(state, credential, state.clockMs() + idleMs, nowMs);
    closer.close(moment, out);
    closer.flush(moment, out);
    detectors.idle(moment, out);
  }

  /**
   * Returns how long after the key's last event time alone brings something out, as far as is
   * known: {@link #idle} is to be called from then on. Long.MAX_VALUE when nothing is open.
   */
  public long waitMs(KeyMonitorState state) {
    if (state.clockMs() == Baseline.NONE) {
      return Long.MAX_VALUE;
    }
    return state.blocked().isDue() || !state.episodes().isEmpty() ? 0 : closer.waitMs(state);
  }

  /**
   * Takes what the key is told beside usage: it may change what counts as usual, or be what was
   * missing to call the key stolen.
   */
  public void told(
      KeyMonitorState state,
      Credential credential,
      KeyMessage message,
      long nowMs,
      MonitorSink out) {
    if (message instanceof KeyMessage.Bequeath bequeath) {
      if (state.baseline().activeDays() > 0) {
        out.message(bequeath.heirId(), new KeyMessage.Inherit(codec.encode(state)));
      }
    } else if (message instanceof KeyMessage.Inherit inherit) {
      if (state.baseline().activeDays() < knownAfterDays && !state.context().hasInherited()) {
        state.inherit(codec.decode(inherit.state()));
      }
    } else if (message instanceof KeyMessage.Change change) {
      state.context().change(change.factor(), change.untilMs());
    } else if (message instanceof KeyMessage.Canary canary) {
      state.context().canary(canary.isOne());
    }
    long atMs = state.clockMs() == Baseline.NONE ? nowMs : state.clockMs();
    detectors.told(new Moment(state, credential, atMs, nowMs), message, out);
  }

  /**
   * Notes where the key stands at its provider. A blocked key that becomes active again was
   * released by its owner: the level of the day is accepted, open episodes end, and its usage of
   * the next day by the state's clock is taken for the owner's.
   *
   * @param status the newest status, or null when it was deleted
   */
  public void status(KeyMonitorState state, @Nullable KeyStatus status) {
    KeyState stands = status == null ? KeyState.ACTIVE : status.getState();
    if (status != null && (stands == KeyState.SUSPENDED || stands == KeyState.REVOKED)) {
      long sinceMs = status.getSince().toEpochMilli();
      if (state.blocked().sinceMs() != sinceMs) {
        state.blocked().block(sinceMs);
      }
    } else if (state.blocked().isBlocked()) {
      state.blocked().clear();
      if (stands == KeyState.ACTIVE) {
        endThefts(state);
        BaselineLearner.accept(state, knownAfterDays);
        long sinceMs = status == null ? state.clockMs() : status.getSince().toEpochMilli();
        state.ownership().trust(sinceMs + TRUST_MS);
      }
    }
  }

  private static void endThefts(KeyMonitorState state) {
    Episode open = EpisodeSlot.danger(state.episodes());
    while (open != null) {
      state.spoil(open.startedAtMs(), open.hotAtMs());
      state.episodes().end(open);
      open = EpisodeSlot.danger(state.episodes());
    }
  }

  private static void addToPanes(
      KeyMonitorState state, @Nullable Bucket bucket, long atMs, Amounts amounts) {
    for (PaneWidth width : WIDTHS) {
      if (bucket == null || bucket.getWidthMs() <= width.ms()) {
        state.ring(width).add(atMs, amounts);
      }
    }
    state.episodes().spend(amounts);
  }
}
