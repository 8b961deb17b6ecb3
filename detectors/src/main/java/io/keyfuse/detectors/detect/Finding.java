package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;

/**
 * What a detector has found before it becomes evidence.
 *
 * @param signal the signal
 * @param cause what it is taken for
 * @param probability that the cause holds, 0 to 1
 * @param window the window judged
 * @param expectedNanos what was expected or allowed in that window
 * @param facts the numbers for and against
 * @param summary one sentence
 */
record Finding(
    Signal signal,
    Cause cause,
    double probability,
    Horizon window,
    long expectedNanos,
    List<Fact> facts,
    String summary) {}
