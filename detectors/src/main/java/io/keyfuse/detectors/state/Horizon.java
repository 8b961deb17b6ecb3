package io.keyfuse.detectors.state;

/** The windows whose spend is judged in parallel. The order is part of the stored layout. */
public enum Horizon {
  /** A sliding minute. */
  MINUTE(0, 60_000L, "1m", "1 min"),
  /** Ten sliding minutes. */
  TEN_MINUTES(1, 600_000L, "10m", "10 min"),
  /** A clock hour. */
  HOUR(2, 3_600_000L, "1h", "1 h"),
  /** A UTC day. */
  DAY(3, 86_400_000L, "1d", "1 day");

  /** How many horizons there are. */
  public static final int COUNT = 4;

  private final int place;
  private final long ms;
  private final String label;
  private final String text;

  Horizon(int place, long ms, String label, String text) {
    this.place = place;
    this.ms = ms;
    this.label = label;
    this.text = text;
  }

  /** Returns its place in the stored layout. */
  public int place() {
    return place;
  }

  /** Returns the width in milliseconds. */
  public long ms() {
    return ms;
  }

  /** Returns the unit suffix in names of facts. */
  public String label() {
    return label;
  }

  /** Returns the width for people. */
  public String text() {
    return text;
  }
}
