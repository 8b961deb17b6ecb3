package io.keyfuse.ingest.validate;

import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks times and the bucket of an event against the clock. Immutable and thread-safe. */
final class TimeCheck {
  private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");

  private final UsageLimits limits;

  TimeCheck(UsageLimits limits) {
    this.limits = limits;
  }

  @Nullable Rejection check(UsageEvent event, Instant now) {
    Rejection found = time("occurred_at", event.getOccurredAt(), now);
    if (found == null) {
      found = time("observed_at", event.getObservedAt(), now);
    }
    return found == null ? bucket(event) : found;
  }

  private @Nullable Rejection time(String field, @Nullable Instant time, Instant now) {
    if (time == null) {
      return new Rejection(RejectReason.MISSING_FIELD, field, field + " is required");
    }
    if (time.isBefore(EARLIEST)) {
      return new Rejection(
          RejectReason.TIME_TOO_OLD, field, field + " is before 2010; numbers are milliseconds");
    }
    if (time.isAfter(now.plus(limits.maxFuture()))) {
      return new Rejection(
          RejectReason.TIME_IN_FUTURE,
          field,
          field + " is more than " + limits.maxFuture() + " ahead; check the sender's clock");
    }
    return null;
  }

  private @Nullable Rejection bucket(UsageEvent event) {
    Bucket bucket = event.getBucket();
    if (bucket == null) {
      return null;
    }
    long width = bucket.getWidthMs();
    if (width <= 0 || width > limits.maxBucketWidth().toMillis()) {
      return invalid(
          "bucket.width_ms", "must be above 0 and at most " + limits.maxBucketWidth().toMillis());
    }
    if (!event.getOccurredAt().equals(bucket.getStart())) {
      return invalid("occurred_at", "must be the bucket's start");
    }
    return null;
  }

  private static Rejection invalid(String field, String rule) {
    return new Rejection(RejectReason.INVALID_BUCKET, field, field + " " + rule);
  }
}
