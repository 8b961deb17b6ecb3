package io.keyfuse.detectors.state;

/** What a pane counts on each side. The order is part of the stored layout. */
public enum Measure {
  /** Nano-US-dollars. */
  COST(0),
  /** Calls. */
  REQUESTS(1),
  /** Calls that ended in an error. */
  ERRORS(2),
  /** All input tokens. */
  INPUT_TOKENS(3),
  /** All output tokens. */
  OUTPUT_TOKENS(4);

  /** How many measures there are. */
  static final int COUNT = 5;

  private final int place;

  Measure(int place) {
    this.place = place;
  }

  /** Returns its place in the stored layout. */
  int place() {
    return place;
  }
}
