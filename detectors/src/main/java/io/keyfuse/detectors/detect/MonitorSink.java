package io.keyfuse.detectors.detect;

import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;

/** Takes what a step brings out, in order. Called by the thread that makes the step. */
public interface MonitorSink {
  /** Takes what a detector says. */
  void evidence(Evidence evidence);

  /** Takes a closed window or its correction. */
  void spend(SpendWindow window);
}
