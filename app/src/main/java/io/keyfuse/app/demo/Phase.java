package io.keyfuse.app.demo;

/** How far a run has come, in order. */
enum Phase {
  DAY,
  A4,
  A1,
  SUMMARY
}
