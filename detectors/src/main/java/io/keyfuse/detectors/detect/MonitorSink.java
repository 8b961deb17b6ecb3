package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;

/** Takes what a step brings out, in order. Called by the thread that makes the step. */
public interface MonitorSink {
  /** Takes what a detector says. */
  void evidence(Evidence evidence);

  /** Takes a closed window or its correction. */
  void spend(SpendWindow window);

  /** Takes a report that the fleet is to know of. */
  void suspect(Suspect suspect);

  /** Takes a message for another key. */
  void message(String credentialId, KeyMessage message);
}
