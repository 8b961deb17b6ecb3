package io.keyfuse.ingest.dedupe;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * Copies of an event with other numbers. The constructor is used because Avro's builder copies
 * every field deeply, on every event. Stateless.
 */
public final class EventCopies {
  private EventCopies() {}

  /** Returns the event with the cost. */
  public static UsageEvent withCost(UsageEvent event, Cost cost) {
    return copy(event, event.getEventId(), event.getRequestCount(), event.getTokens(), cost);
  }

  /** Returns the event as the difference of two states of its bucket. */
  static UsageEvent difference(UsageEvent event, String id, BucketState before, long nanos) {
    Cost cost = event.getCost();
    TokenCounts tokens = minus(event.getTokens(), before.tokens());
    long requests = event.getRequestCount() - before.requests();
    return copy(event, id, requests, tokens, new Cost(nanos, cost.getBasis()));
  }

  private static TokenCounts minus(TokenCounts a, TokenCounts b) {
    return new TokenCounts(
        a.getInput() - b.getInput(),
        a.getCachedRead() - b.getCachedRead(),
        a.getCacheWrite() - b.getCacheWrite(),
        a.getCacheWrite1h() - b.getCacheWrite1h(),
        a.getOutput() - b.getOutput(),
        a.getReasoning() - b.getReasoning());
  }

  private static UsageEvent copy(
      UsageEvent event, String id, long requests, TokenCounts tokens, Cost cost) {
    return new UsageEvent(
        id,
        event.getOccurredAt(),
        event.getObservedAt(),
        event.getSource(),
        event.getFeed(),
        event.getBucket(),
        event.getCredential(),
        event.getTenant(),
        event.getProject(),
        event.getFeature(),
        event.getUser(),
        event.getClientIp(),
        event.getUserAgent(),
        event.getRegion(),
        event.getModel(),
        event.getOperation(),
        event.getServiceTier(),
        requests,
        tokens,
        cost,
        event.getStatus(),
        event.getErrorCode());
  }
}
