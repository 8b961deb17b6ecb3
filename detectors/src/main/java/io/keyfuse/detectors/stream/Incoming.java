package io.keyfuse.detectors.stream;

import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/** What reaches the key monitor; never leaves the task. */
sealed interface Incoming {
  /** A priced event. */
  record Usage(UsageEvent event) implements Incoming {}

  /** Where the key stands; null when that was deleted. */
  record Status(@Nullable KeyStatus status) implements Incoming {}
}
