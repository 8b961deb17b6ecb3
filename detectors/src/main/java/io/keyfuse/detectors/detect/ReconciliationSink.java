package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.DayLine;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;

/** Takes what reconciliation brings out, in order. Called by the thread that makes the step. */
public interface ReconciliationSink {
  /** Takes one minute, set side by side. */
  void reading(MinuteReading reading);

  /** Takes the totals of a day's bill when it is judged for the first time. */
  void judged(Credential credential, DayLine total);

  /** Takes evidence of a bill that the estimate misses. */
  void evidence(Evidence evidence);
}
