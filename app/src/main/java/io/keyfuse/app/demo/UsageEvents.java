package io.keyfuse.app.demo;

import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * Turns calls and buckets into usage events. Event ids follow from the run's seed and what is
 * reported, so that a restarted demo sends the same ids again. Immutable and thread-safe.
 */
final class UsageEvents {
  static final String TELEMETRY_FEED = "demo-app";
  static final String PROVIDER_FEED = "demo-provider-usage";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String seed;

  UsageEvents(long seed) {
    this.seed = Long.toHexString(seed);
  }

  /** Reports one call as the owner's application sees it. */
  UsageEvent telemetry(Call call) {
    String id = NameUuid.of("demo-call", seed, call.key().id(), call.at().toString());
    UsageEvent.Builder event =
        base(call.key(), call.at(), call.at().plusMillis(350))
            .setEventId(id)
            .setSource(UsageSource.TELEMETRY)
            .setFeed(TELEMETRY_FEED)
            .setFeature(call.key().owner().feature())
            .setClientIp("192.0.2." + (10 + call.key().index()))
            .setUserAgent(
                call.key().owner().feature() + "/1.4 (" + call.key().owner().tenant() + ")")
            .setModel(call.model())
            .setTokens(call.tokens().toCounts())
            .setStatus(call.ok() ? UsageStatus.OK : UsageStatus.ERROR)
            .setErrorCode(call.ok() ? null : Integer.toString(call.status()));
    return reported(event, call.key(), call.costNanos()).build();
  }

  /** Reports one bucket as the provider's usage API sees it at a moment. */
  UsageEvent bucket(DemoKey key, BucketKey bucket, BucketTotals totals, Instant observedAt) {
    String grown = totals.calls() + "/" + totals.tokens();
    String minute = bucket.minute().toString();
    UsageEvent.Builder event =
        base(key, bucket.minute(), observedAt)
            .setEventId(NameUuid.of("demo-bucket", seed, key.id(), bucket.model(), minute, grown))
            .setSource(UsageSource.PROVIDER_USAGE)
            .setFeed(PROVIDER_FEED)
            .setBucket(new Bucket(bucket.minute(), MINUTE.toMillis()))
            .setModel(bucket.model())
            .setRequestCount(totals.calls())
            .setTokens(totals.tokens().toCounts())
            .setStatus(UsageStatus.OK);
    return reported(event, key, PriceList.costNanos(bucket.model(), totals.tokens())).build();
  }

  private static UsageEvent.Builder base(DemoKey key, Instant at, Instant observedAt) {
    return UsageEvent.newBuilder()
        .setOccurredAt(at)
        .setObservedAt(observedAt)
        .setCredential(key.credential())
        .setTenant(key.owner().tenant())
        .setProject(key.owner().project())
        .setOperation("chat");
  }

  /**
   * A LiteLLM proxy states the cost of each call; the other providers leave it to the price book.
   */
  private static UsageEvent.Builder reported(UsageEvent.Builder event, DemoKey key, long nanos) {
    return key.credential().getProvider().equals("litellm")
        ? event.setCost(new Cost(nanos, CostBasis.REPORTED))
        : event;
  }
}
