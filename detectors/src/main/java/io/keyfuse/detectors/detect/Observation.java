package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * One event that the state already holds.
 *
 * @param moment the key at the event's time
 * @param event the priced event
 * @param amounts its numbers
 * @param spend spend of the windows around it
 * @param match what the other feed knows of it
 */
public record Observation(
    Moment moment, UsageEvent event, Amounts amounts, WindowSpend spend, Match match) {
  /** Returns what is kept about the key. */
  public KeyMonitorState state() {
    return moment.state();
  }

  /** Returns the event's time. */
  public long atMs() {
    return moment.atMs();
  }
}
