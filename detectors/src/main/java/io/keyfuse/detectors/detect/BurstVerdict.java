package io.keyfuse.detectors.detect;

import io.keyfuse.schemas.v1.Cause;

/**
 * What one window's burst is taken for.
 *
 * @param score what it rests on
 * @param cause what it is taken for
 * @param probability of the cause, above 0
 */
record BurstVerdict(WindowScore score, Cause cause, double probability) {}
