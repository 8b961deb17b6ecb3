package io.keyfuse.detectors.detect;

/** What the other feed says about a report. */
public enum Match {
  /** Telemetry, or a key whose telemetry does not cover its provider usage: nothing. */
  NONE,
  /** Telemetry of the same minute and model shows the same calls. */
  COVERED,
  /** Telemetry usually shows such calls, and does not show these. */
  DARK,
  /** The minute is too long ago to tell. */
  TOO_LATE
}
