package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.KeyMessage;

/**
 * One signal: a pure step from state and event to evidence. It may change its own part of the
 * state, does no I/O and reads no clock. Used by one thread per instance. An exception it throws
 * becomes evidence DETECTOR_ERROR and never stops the other detectors.
 */
public interface Detector {
  /** Returns its name, from a closed list: a metric label. */
  String name();

  /** Judges one event. */
  void judge(Observation seen, MonitorSink out);

  /** Hears what the key is told beside usage. */
  default void told(Moment moment, KeyMessage message, MonitorSink out) {}

  /** Lets what has passed come to its end while no events arrive. */
  default void idle(Moment moment, MonitorSink out) {}
}
