package io.keyfuse.detectors.state;

/** The four widths of panes and how many panes back from the newest each ring reaches. */
public enum PaneWidth {
  /** 10 s, 70 s back: a sliding minute that reacts within seconds. */
  TEN_SECONDS(0, 10_000L, 7),
  /** 1 min, 16 min back: ten minutes of a provider's report that is six minutes late. */
  MINUTE(1, 60_000L, 16),
  /** 1 h, 12 h back: a feed that was away for half a day. */
  HOUR(2, 3_600_000L, 12),
  /** 1 day, 3 days back: a billing export. */
  DAY(3, 86_400_000L, 3);

  private final int place;
  private final long ms;
  private final int span;

  PaneWidth(int place, long ms, int span) {
    this.place = place;
    this.ms = ms;
    this.span = span;
  }

  /** Returns its place in the stored layout. */
  int place() {
    return place;
  }

  /** Returns the width in milliseconds. */
  public long ms() {
    return ms;
  }

  /** Returns how many panes the ring spans, the newest included. */
  public int span() {
    return span;
  }

  /** Returns the number of the pane that holds the time. */
  public long indexOf(long timeMs) {
    return Math.floorDiv(timeMs, ms);
  }
}
