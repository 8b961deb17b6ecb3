package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.dedupe.BucketUpsert;
import io.keyfuse.ingest.dedupe.DedupeConfig;
import io.keyfuse.ingest.dedupe.EventCopies;
import io.keyfuse.ingest.dedupe.EventIds;
import io.keyfuse.ingest.price.UsagePricer;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.stream.RejectedRecordException;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Takes one record through validation, deduplication and pricing. A refused record is thrown as
 * {@link RejectedRecordException} for the dead-letter handler. Used by the task's thread.
 */
final class IngestProcessor implements FixedKeyProcessor<String, UsageEvent, UsageEvent> {
  static final String EVENT_STORE = "ingest-events";
  static final String BUCKET_STORE = "ingest-buckets";

  /** The steps that hold no state of a partition. */
  record Steps(UsageValidator validator, UsagePricer pricer, IngestCounters counters) {}

  private record Attached(
      FixedKeyProcessorContext<String, UsageEvent> context, EventIds ids, BucketUpsert buckets) {}

  private final Steps steps;
  private final DedupeConfig config;
  private @Nullable Attached attached;

  IngestProcessor(Steps steps, DedupeConfig config) {
    this.steps = steps;
    this.config = config;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, UsageEvent> context) {
    WindowStore<Bytes, byte[]> events = context.getStateStore(EVENT_STORE);
    WindowStore<Bytes, byte[]> buckets = context.getStateStore(BUCKET_STORE);
    attached =
        new Attached(
            context,
            new EventIds(new WindowArrivalStore(events, config.retention())),
            new BucketUpsert(
                new WindowArrivalStore(buckets, config.bucketRetention()), steps.pricer()));
  }

  @Override
  public void process(FixedKeyRecord<String, UsageEvent> record) {
    Attached here = attached;
    if (here == null) {
      throw new IllegalStateException("process before init");
    }
    steps.counters().received();
    long now = here.context().currentSystemTimeMs();
    UsageEvent event = record.value();
    Rejection refused = steps.validator().check(record.key(), event, Instant.ofEpochMilli(now));
    if (refused != null) {
      throw new RejectedRecordException(refused.reason().code(), refused.message());
    }
    UsageEvent counted = countOnce(here, record.key(), event, now);
    if (counted != null) {
      steps.counters().accepted(counted.getCost().getBasis() == CostBasis.UNPRICED);
      here.context().forward(record.withValue(counted));
    }
  }

  private @Nullable UsageEvent countOnce(Attached here, String key, UsageEvent event, long now) {
    Bucket bucket = event.getBucket();
    if (bucket != null) {
      UsageEvent difference = here.buckets().apply(key, event, bucket, now);
      if (difference == null) {
        steps.counters().duplicateBucket();
      }
      return difference;
    }
    if (!here.ids().isFirst(key, event.getEventId(), now)) {
      steps.counters().duplicateEvent();
      return null;
    }
    return EventCopies.withCost(event, steps.pricer().price(event));
  }
}
