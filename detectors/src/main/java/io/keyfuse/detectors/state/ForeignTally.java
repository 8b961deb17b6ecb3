package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;
import java.util.Arrays;

/**
 * The running sum of evidence that somebody else uses the key, and what makes it up. Floats, so
 * that its bytes give back the same value. Mutable, owned by one state; not thread-safe. Times are
 * event time.
 */
public final class ForeignTally {
  private static final int FLEET_SINCE = 3;
  private static final int FLEETLESS_ASPECTS = 8;
  private static final long FORGET_MS = PaneWidth.DAY.ms();

  private final float[] byAspect = new float[Aspect.COUNT];
  private float nats;
  private long rows;
  private long nanos;
  private long lastAtMs = Baseline.NONE;
  private long judged;
  private long armedUntilMs = Baseline.NONE;
  private int probes;

  /** Returns the sum in nats. */
  public double nats() {
    return nats;
  }

  /** Returns what the aspect added, in nats. */
  public double nats(Aspect aspect) {
    return byAspect[aspect.place()];
  }

  /** Returns how many reports were unlike the owner's since the sum left zero. */
  public long rows() {
    return rows;
  }

  /** Returns their money. */
  public long nanos() {
    return nanos;
  }

  /** Returns whether the newest report unlike the owner's is of this time. */
  public boolean isLatest(long atMs) {
    return rows > 0 && lastAtMs == atMs;
  }

  /** Returns how many reports were judged in all. */
  public long judged() {
    return judged;
  }

  /** Returns until when little is needed. */
  public boolean isArmed(long atMs) {
    return armedUntilMs != Baseline.NONE && atMs < armedUntilMs;
  }

  /** Lets little be enough until the time. */
  public void arm(long untilMs) {
    armedUntilMs = Math.max(armedUntilMs, untilMs);
  }

  /** Counts a refused call of a kind the owner does not make; returns how many. */
  public int probe() {
    return ++probes;
  }

  /** Returns how many calls were refused, of a kind that the owner does not make. */
  public int probes() {
    return probes;
  }

  /** Adds a report's nats; at zero, and a day after the last foreign one, all starts anew. */
  public void add(long atMs, double more) {
    judged++;
    if (lastAtMs != Baseline.NONE && atMs - lastAtMs > FORGET_MS) {
      clear();
    }
    nats = (float) Math.max(0, nats + more);
    if (nats == 0 && rows > 0) {
      clear();
    }
  }

  /** Adds what the fleet says about the reports so far. */
  public void warned(double more) {
    nats = (float) (nats + more);
    byAspect[Aspect.FLEET.place()] += (float) more;
  }

  /** Cuts the sum down to the most, so that it ends when the usage ends. */
  public void limit(double most) {
    nats = (float) Math.min(nats, most);
  }

  /** Notes a report that was unlike the owner's. */
  public void foreign(long atMs, long moreNanos, double[] aspects) {
    lastAtMs = Math.max(lastAtMs, atMs);
    rows++;
    nanos = NanoUsd.saturatedAdd(nanos, moreNanos);
    for (int i = 0; i < aspects.length; i++) {
      byAspect[i] += (float) aspects[i];
    }
  }

  /** Starts anew. */
  public void clear() {
    nats = 0;
    rows = 0;
    nanos = 0;
    probes = 0;
    lastAtMs = Baseline.NONE;
    Arrays.fill(byAspect, 0);
  }

  void write(ByteWriter out) {
    out.count(judged).time(armedUntilMs, 0).count(rows).count(probes).real(nats);
    if (rows > 0) {
      out.signed(nanos).time(lastAtMs, 0);
      for (float each : byAspect) {
        out.real(each);
      }
    }
  }

  static ForeignTally read(ByteReader in, int layout) {
    int aspects = layout < FLEET_SINCE ? FLEETLESS_ASPECTS : Aspect.COUNT;
    ForeignTally tally = new ForeignTally();
    tally.judged = in.count();
    tally.armedUntilMs = in.time(0);
    tally.rows = in.count();
    tally.probes = in.count(Integer.MAX_VALUE);
    tally.nats = in.real();
    if (tally.rows > 0) {
      tally.nanos = in.signed();
      tally.lastAtMs = in.time(layout < FLEET_SINCE ? in.time(0) : 0);
      for (int i = 0; i < aspects; i++) {
        tally.byAspect[i] = in.real();
      }
    }
    return tally;
  }
}
