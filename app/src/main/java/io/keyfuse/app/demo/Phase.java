package io.keyfuse.app.demo;

/** How far a run has come, in order. */
enum Phase {
  DAY,
  A4,
  A1,
  SUMMARY;

  /** Returns the phase after this one; the last one stays. */
  Phase next() {
    return switch (this) {
      case DAY -> A4;
      case A4 -> A1;
      case A1, SUMMARY -> SUMMARY;
    };
  }
}
