package io.keyfuse.ingest.dedupe;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket last said and what was counted for it. Immutable.
 *
 * @param observedAtMs when the feed saw it last
 * @param revision how many differences flowed on; names the next one
 * @param requests requests counted
 * @param tokens tokens counted
 * @param reportedNanos money as the source reported it; null when it reported none
 * @param countedNanos money counted: all differences so far add up to it
 */
record BucketState(
    long observedAtMs,
    int revision,
    long requests,
    TokenCounts tokens,
    @Nullable Long reportedNanos,
    long countedNanos) {

  static BucketState of(UsageEvent event, Cost counted, int revision) {
    return new BucketState(
        event.getObservedAt().toEpochMilli(),
        revision,
        event.getRequestCount(),
        event.getTokens(),
        reported(event),
        counted.getAmountNanos());
  }

  boolean saysTheSameAs(UsageEvent event) {
    Long reported = reported(event);
    return requests == event.getRequestCount()
        && tokens.equals(event.getTokens())
        && (reportedNanos == null ? reported == null : reportedNanos.equals(reported));
  }

  BucketState observedAt(long ms) {
    return new BucketState(ms, revision, requests, tokens, reportedNanos, countedNanos);
  }

  private static @Nullable Long reported(UsageEvent event) {
    Cost cost = event.getCost();
    return cost == null || cost.getBasis() != CostBasis.REPORTED ? null : cost.getAmountNanos();
  }
}
