package io.keyfuse.detectors.state;

/** In what usage can be unlike its owner's. The order is part of the stored layout. */
public enum Aspect {
  /** Model and operation. */
  MODEL(0, "model"),
  /** Region, or the caller's network. */
  PLACE(1, "place"),
  /** User agent, and whether a user is named. */
  CLIENT(2, "client"),
  /** Tokens per call, in and out. */
  SHAPE(3, "shape"),
  /** Cached share of the input. */
  CACHE(4, "cache"),
  /** Calls per minute. */
  PACE(5, "pace"),
  /** Calls refused for what they asked. */
  PROBING(6, "probing"),
  /** Seen by the provider, by no telemetry. */
  DARK(7, "dark"),
  /** Calls of somebody who robs several other keys. */
  FLEET(8, "fleet");

  private static final Aspect[] ALL = values();

  /** How many there are. */
  public static final int COUNT = ALL.length;

  private final int place;
  private final String label;

  Aspect(int place, String label) {
    this.place = place;
    this.label = label;
  }

  /** Returns its place in the stored layout, and in arrays by aspect. */
  public int place() {
    return place;
  }

  /** Returns the name in facts and configuration. */
  public String label() {
    return label;
  }

  /** Returns the aspect of the place. */
  public static Aspect at(int place) {
    return ALL[place];
  }
}
