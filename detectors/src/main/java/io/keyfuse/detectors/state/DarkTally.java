package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;

/**
 * The running sum of evidence that the provider sees usage that no telemetry shows, while telemetry
 * is alive. A dark report waits here until telemetry before and after it is known. Floats, so that
 * its bytes give back the same value. Mutable, owned by one state; not thread-safe.
 */
public final class DarkTally {
  /** So many reports wait at most; further ones are not counted. */
  static final int MOST_WAITING = 8;

  private static final int STARTLESS_SINCE = 3;

  private final long[] minutes = new long[MOST_WAITING];
  private final long[] waitingNanos = new long[MOST_WAITING];
  private int waiting;
  private float nats;
  private long rows;
  private long nanos;
  private long silentNanos;
  private long silentReports;

  /** Returns the sum in nats. */
  public double nats() {
    return nats;
  }

  /** Returns how many dark reports make it up. */
  public long rows() {
    return rows;
  }

  /** Returns their money. */
  public long nanos() {
    return nanos;
  }

  /** Returns the money of dark reports since the last covered one. */
  public long silentNanos() {
    return silentNanos;
  }

  /** Returns how many dark reports there were since the last covered one. */
  public long silentReports() {
    return silentReports;
  }

  /** Returns how many dark reports wait. */
  public int waiting() {
    return waiting;
  }

  /** Returns the minute of a waiting report. */
  public long waitingMinute(int at) {
    return minutes[at];
  }

  /** Lets a dark report wait. */
  public void hold(long minute, long moreNanos) {
    silentNanos = NanoUsd.saturatedAdd(silentNanos, moreNanos);
    silentReports++;
    if (waiting < MOST_WAITING) {
      minutes[waiting] = minute;
      waitingNanos[waiting++] = moreNanos;
    }
  }

  /** Counts a waiting report with its nats. */
  public void count(int at, double more) {
    nats = (float) (nats + more);
    rows++;
    nanos = NanoUsd.saturatedAdd(nanos, waitingNanos[at]);
    drop(at);
  }

  /** Gives a waiting report up. */
  public void drop(int at) {
    waiting--;
    System.arraycopy(minutes, at + 1, minutes, at, waiting - at);
    System.arraycopy(waitingNanos, at + 1, waitingNanos, at, waiting - at);
  }

  /** Notes a covered report. */
  public void covered(double less) {
    silentNanos = 0;
    silentReports = 0;
    nats = (float) (nats + less);
    if (nats <= 0) {
      clear();
    }
  }

  /** Cuts the sum down to the most, so that it ends when the usage ends. */
  public void limit(double most) {
    nats = (float) Math.min(nats, most);
  }

  /** Starts anew. */
  public void clear() {
    nats = 0;
    rows = 0;
    nanos = 0;
  }

  void write(ByteWriter out) {
    out.real(nats).signed(silentNanos).count(silentReports).count(rows).count(waiting);
    if (rows > 0) {
      out.signed(nanos);
    }
    for (int i = 0; i < waiting; i++) {
      out.signed(minutes[i]).signed(waitingNanos[i]);
    }
  }

  static DarkTally read(ByteReader in, int layout) {
    DarkTally tally = new DarkTally();
    tally.nats = in.real();
    tally.silentNanos = in.signed();
    tally.silentReports = in.count();
    tally.rows = in.count();
    tally.waiting = in.count(MOST_WAITING);
    if (tally.rows > 0) {
      tally.nanos = in.signed();
      if (layout < STARTLESS_SINCE) {
        in.time(0);
      }
    }
    for (int i = 0; i < tally.waiting; i++) {
      tally.minutes[i] = in.signed();
      tally.waitingNanos[i] = in.signed();
    }
    return tally;
  }
}
