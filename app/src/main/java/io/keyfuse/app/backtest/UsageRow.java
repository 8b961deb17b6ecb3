package io.keyfuse.app.backtest;

import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of recorded usage: an event with its arrival, or a fault.
 *
 * @param line place in its file, from 1
 * @param event the event, or null
 * @param fault why the line is none, or null
 */
record UsageRow(long line, @Nullable UsageEvent event, @Nullable Rejection fault) {
  /** Returns when the event arrived: when its feed saw it. */
  Instant arrivedAt() {
    return event == null ? Instant.MIN : event.getObservedAt();
  }
}
