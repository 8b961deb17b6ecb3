package io.keyfuse.detectors.state;

/**
 * Telemetry that provider usage was not yet set against, by minute and model: the last {@value
 * #SPAN} minutes, at most {@value #MOST} entries. Calls and money of telemetry count up, those of
 * provider usage down, whichever comes first; an entry that is matched to the last is dropped.
 * Mutable, owned by one state; not thread-safe.
 */
public final class CoverageRing {
  /** Minutes back from the newest. */
  public static final int SPAN = 40;

  static final int MOST = 48;

  private final long[] minutes = new long[MOST];
  private final int[] models = new int[MOST];
  private final long[] calls = new long[MOST];
  private final long[] nanos = new long[MOST];
  private int size;
  private long newest = Baseline.NONE;

  /** Adds telemetry (positive) or takes provider usage off (negative). */
  public void add(long minute, int model, long moreCalls, long moreNanos) {
    if (newest == Baseline.NONE || minute > newest) {
      newest = minute;
      forget(minute - SPAN);
    }
    if (minute <= newest - SPAN) {
      return;
    }
    int at = find(minute, model);
    if (at < 0) {
      if (size == MOST) {
        drop(0);
      }
      at = size;
      while (at > 0 && minutes[at - 1] > minute) {
        at--;
      }
      insert(at, minute, model);
    }
    calls[at] += moreCalls;
    nanos[at] += moreNanos;
    if (calls[at] == 0 && nanos[at] == 0) {
      drop(at);
    }
  }

  /** Returns whether the minute is still in the ring. */
  public boolean reaches(long minute) {
    return newest == Baseline.NONE || minute > newest - SPAN;
  }

  /** Returns the calls of telemetry left of the minute and model; negative where they lack. */
  public long callsLeft(long minute, int model) {
    int at = find(minute, model);
    return at < 0 ? 0 : calls[at];
  }

  /** Returns the money of telemetry left of the minute and model; negative where it lacks. */
  public long nanosLeft(long minute, int model) {
    int at = find(minute, model);
    return at < 0 ? 0 : nanos[at];
  }

  private int find(long minute, int model) {
    for (int i = size - 1; i >= 0 && minutes[i] >= minute; i--) {
      if (minutes[i] == minute && models[i] == model) {
        return i;
      }
    }
    return -1;
  }

  private void forget(long untilMinute) {
    int gone = 0;
    while (gone < size && minutes[gone] <= untilMinute) {
      gone++;
    }
    if (gone > 0) {
      shift(gone, 0, size - gone);
      size -= gone;
    }
  }

  private void drop(int at) {
    shift(at + 1, at, size - at - 1);
    size--;
  }

  private void insert(int at, long minute, int model) {
    shift(at, at + 1, size - at);
    size++;
    minutes[at] = minute;
    models[at] = model;
    calls[at] = 0;
    nanos[at] = 0;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(minutes, from, minutes, to, count);
    System.arraycopy(models, from, models, to, count);
    System.arraycopy(calls, from, calls, to, count);
    System.arraycopy(nanos, from, nanos, to, count);
  }

  void write(ByteWriter out) {
    out.time(newest, 0).count(size);
    for (int i = 0; i < size; i++) {
      out.count(newest - minutes[i]).bits(models[i]).signed(calls[i]).signed(nanos[i]);
    }
  }

  static CoverageRing read(ByteReader in) {
    CoverageRing ring = new CoverageRing();
    ring.newest = in.time(0);
    ring.size = in.count(MOST);
    for (int i = 0; i < ring.size; i++) {
      ring.minutes[i] = ring.newest - in.count(Integer.MAX_VALUE);
      ring.models[i] = in.bits();
      ring.calls[i] = in.signed();
      ring.nanos[i] = in.signed();
    }
    return ring;
  }
}
