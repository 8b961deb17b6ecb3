package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;

/**
 * One stretch of time over which one signal stands for one key. Mutable, owned by one state; not
 * thread-safe. Times are event time.
 */
public final class Episode {
  private final int slot;
  private final long startedAtMs;
  private long hotAtMs;
  private long telemetryNanos;
  private long providerNanos;
  private long raisedPane = Baseline.NONE;
  private float raisedProbability;
  private long raisedNanos;
  private long sequence;

  Episode(int slot, long startedAtMs) {
    this.slot = slot;
    this.startedAtMs = startedAtMs;
    this.hotAtMs = startedAtMs;
  }

  /** Returns which signal, or which cap, it belongs to. */
  public int slot() {
    return slot;
  }

  /** Returns when it began. */
  public long startedAtMs() {
    return startedAtMs;
  }

  /** Returns when the signal was last seen standing. */
  public long hotAtMs() {
    return hotAtMs;
  }

  /** Notes that the signal still stands. */
  public void heat(long atMs) {
    hotAtMs = Math.max(hotAtMs, atMs);
  }

  /** Adds an event's money to the spend since the beginning. */
  public void spend(Amounts amounts) {
    if (amounts.side() == Side.TELEMETRY) {
      telemetryNanos = NanoUsd.saturatedAdd(telemetryNanos, amounts.costNanos());
    } else {
      providerNanos = NanoUsd.saturatedAdd(providerNanos, amounts.costNanos());
    }
  }

  /** Returns the spend since the beginning: the larger of both sides. */
  public long spentNanos() {
    return Math.max(telemetryNanos, providerNanos);
  }

  /** Returns the number of the 10 s pane of the last evidence. */
  public long raisedPane() {
    return raisedPane;
  }

  /** Returns the highest probability told so far. */
  public double raisedProbability() {
    return raisedProbability;
  }

  /** Returns the spend since the beginning as of the last evidence. */
  public long raisedNanos() {
    return raisedNanos;
  }

  /** Notes an evidence and returns its number within the episode, from 1. */
  public long raise(long pane, double probability) {
    raisedPane = pane;
    raisedProbability = Math.max(raisedProbability, (float) probability);
    raisedNanos = spentNanos();
    return ++sequence;
  }

  void write(ByteWriter out) {
    out.count(slot).signed(startedAtMs).signed(hotAtMs - startedAtMs);
    out.signed(telemetryNanos).signed(providerNanos).time(raisedPane, 0);
    out.real(raisedProbability).signed(raisedNanos).count(sequence);
  }

  static Episode read(ByteReader in) {
    Episode episode = new Episode(in.count(Integer.MAX_VALUE), in.signed());
    episode.hotAtMs += in.signed();
    episode.telemetryNanos = in.signed();
    episode.providerNanos = in.signed();
    episode.raisedPane = in.time(0);
    episode.raisedProbability = in.real();
    episode.raisedNanos = in.signed();
    episode.sequence = in.count();
    return episode;
  }
}
