package io.keyfuse.detectors.state;

/**
 * In which of the last 64 minutes telemetry of the key was seen, and how far apart such minutes
 * usually are. Mutable, owned by one state; not thread-safe.
 */
public final class TelemetryPulse {
  private static final int MINUTES = 64;
  private static final int LEAST_REACH = 3;
  private static final int MOST_REACH = 20;
  private static final float WEIGHT = 0.05f;

  private long newest = Baseline.NONE;
  private long seen;
  private float gapMinutes = 1;

  /** Notes telemetry of the minute. */
  public void beat(long minute) {
    if (newest == Baseline.NONE) {
      newest = minute;
      seen = 1;
      return;
    }
    long away = minute - newest;
    if (away > 0) {
      seen = away >= MINUTES ? 1 : (seen << away) | 1;
      gapMinutes += WEIGHT * (Math.min(MINUTES, away) - gapMinutes);
      newest = minute;
    } else if (-away < MINUTES) {
      seen |= 1L << -away;
    }
  }

  /** Returns whether any telemetry was ever seen. */
  public boolean isKnown() {
    return newest != Baseline.NONE;
  }

  /**
   * Returns whether telemetry was alive around the minute: in it, or both before and after it
   * within three usual gaps, 3 to 20 minutes.
   */
  public boolean isAlive(long minute) {
    int reach = reach();
    return any(minute, minute)
        || (any(minute - reach, minute - 1) && any(minute + 1, minute + reach));
  }

  /** Returns whether nothing can make the minute alive any more at the present minute. */
  public boolean isOver(long minute, long present) {
    return Math.max(newest, present - MOST_REACH) > minute + reach();
  }

  private int reach() {
    return Math.max(LEAST_REACH, Math.min(MOST_REACH, (int) Math.ceil(3 * gapMinutes)));
  }

  private boolean any(long from, long to) {
    if (newest == Baseline.NONE) {
      return false;
    }
    long first = Math.max(0, newest - to);
    long last = Math.min(MINUTES - 1L, newest - from);
    for (long back = first; back <= last; back++) {
      if (((seen >>> back) & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  void write(ByteWriter out) {
    out.time(newest, 0).bits((int) (seen >>> 32)).bits((int) seen).real(gapMinutes);
  }

  static TelemetryPulse read(ByteReader in) {
    TelemetryPulse pulse = new TelemetryPulse();
    pulse.newest = in.time(0);
    pulse.seen = ((long) in.bits() << 32) | (in.bits() & 0xffff_ffffL);
    pulse.gapMinutes = in.real();
    return pulse;
  }
}
