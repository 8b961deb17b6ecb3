package io.keyfuse.ingest.http;

import io.keyfuse.schemas.v1.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what is published; can be told to fail or to keep callers waiting. */
public final class InMemoryPublisher implements UsagePublisher {
  private final List<UsageEvent> events = new ArrayList<>();
  private volatile CompletableFuture<Void> next = CompletableFuture.completedFuture(null);

  @Override
  public synchronized CompletionStage<Void> publish(List<UsageEvent> batch) {
    events.addAll(batch);
    return next;
  }

  /** Answers from now on with the stage. */
  public void answerWith(CompletableFuture<Void> stage) {
    next = stage;
  }

  /** Returns everything that was published. */
  public synchronized List<UsageEvent> events() {
    return List.copyOf(events);
  }
}
