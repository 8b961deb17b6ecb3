package io.keyfuse.ingest.dedupe;

import io.keyfuse.ingest.price.UsagePricer;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a bucket by its newer version and lets only the difference flow on, priced as the new
 * total's price less what was counted before: the differences of a bucket add up to its newest
 * total, to the nano, in whatever order its versions arrive. Used by one thread.
 *
 * <p>A version observed earlier than the newest one, or with the same content, is a duplicate. Of
 * two versions observed at the same instant the later arrival wins.
 */
public final class BucketUpsert {
  private static final int LONGEST_ID = 128;

  private final ArrivalStore store;
  private final UsagePricer pricer;
  private final BucketStateCodec codec = new BucketStateCodec();

  /** Makes the step over its store. */
  public BucketUpsert(ArrivalStore store, UsagePricer pricer) {
    this.store = store;
    this.pricer = pricer;
  }

  /**
   * Applies one version of a bucket.
   *
   * @return the priced event that flows on: all of it the first time, later the difference, whose
   *     numbers may be negative; null for a duplicate
   */
  public @Nullable UsageEvent apply(
      String credentialId, UsageEvent event, Bucket bucket, long arrivalMs) {
    byte[] key = BucketKey.of(credentialId, event, bucket);
    byte[] bytes = store.get(key, arrivalMs);
    if (bytes == null) {
      Cost cost = pricer.price(event);
      store.put(key, codec.encode(BucketState.of(event, cost, 0)), arrivalMs);
      return EventCopies.withCost(event, cost);
    }
    BucketState before = codec.decode(bytes);
    long observedAt = event.getObservedAt().toEpochMilli();
    if (observedAt < before.observedAtMs() || before.saysTheSameAs(event)) {
      // Put again even when unchanged: a bucket that is still being reported must not be forgotten.
      long newest = Math.max(observedAt, before.observedAtMs());
      store.put(key, codec.encode(before.observedAt(newest)), arrivalMs);
      return null;
    }
    Cost cost = pricer.price(event);
    int revision = before.revision() + 1;
    store.put(key, codec.encode(BucketState.of(event, cost, revision)), arrivalMs);
    long nanos = NanoUsd.saturatedAdd(cost.getAmountNanos(), -before.countedNanos());
    UsageEvent priced = EventCopies.withCost(event, cost);
    return EventCopies.difference(priced, revisionId(credentialId, event, revision), before, nanos);
  }

  private static String revisionId(String credentialId, UsageEvent event, int revision) {
    String id = event.getEventId() + '~' + revision;
    return id.length() <= LONGEST_ID
        ? id
        : NameUuid.of("bucket-revision", credentialId, event.getEventId(), "" + revision);
  }
}
