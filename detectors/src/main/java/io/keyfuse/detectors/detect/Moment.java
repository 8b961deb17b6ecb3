package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.v1.Credential;

/**
 * One key at one time.
 *
 * @param state what is kept about the key; detectors may change it
 * @param credential whose key
 * @param atMs event time; for a key without events, its clock plus the time it was idle
 * @param nowMs clock of the instance
 */
public record Moment(KeyMonitorState state, Credential credential, long atMs, long nowMs) {}
