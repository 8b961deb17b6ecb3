package io.keyfuse.schemas.stream.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the registry is away and once that it is back. Used by one thread. */
final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final InstantSource clock;
  private @Nullable Instant since;

  OutageLog(InstantSource clock) {
    this.clock = clock;
  }

  void begun(RuntimeException failure) {
    if (since == null) {
      since = clock.instant();
      LOG.warn(
          "the schema registry is away: known schemas flow, records of unknown ones wait ({})",
          failure.getMessage());
    }
  }

  void over() {
    Instant begun = since;
    if (begun != null) {
      since = null;
      LOG.info(
          "the schema registry is back after {} s",
          Duration.between(begun, clock.instant()).toSeconds());
    }
  }
}
