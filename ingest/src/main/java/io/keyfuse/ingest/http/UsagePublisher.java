package io.keyfuse.ingest.http;

import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes usage events for good. Thread-safe. */
public interface UsagePublisher {
  /**
   * Hands the events over without waiting.
   *
   * @return done when every event is stored durably; failed when any may not be, in which case the
   *     sender sends all of them again: their ids make that safe
   */
  CompletionStage<Void> publish(List<UsageEvent> events);
}
