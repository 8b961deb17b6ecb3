package io.keyfuse.ingest.http;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one record while it is read. Used by one thread, for one record. */
final class UsageDraft {
  private static final int LONGEST_USER_AGENT = 256;

  final Set<String> seen = new HashSet<>();
  @Nullable String eventId;
  @Nullable Instant occurredAt;
  @Nullable Instant observedAt;
  UsageSource source = UsageSource.TELEMETRY;
  String feed = "http";
  @Nullable Instant bucketStart;
  @Nullable Long bucketWidthMs;
  @Nullable String provider;
  String account = "default";
  @Nullable String keyId;
  @Nullable String tenant;
  @Nullable String project;
  @Nullable String feature;
  @Nullable String user;
  @Nullable String clientIp;
  @Nullable String userAgent;
  @Nullable String region;
  @Nullable String model;
  @Nullable String operation;
  @Nullable String serviceTier;
  @Nullable String errorCode;
  long requestCount = 1;
  long input;
  long cachedRead;
  long cacheWrite;
  long cacheWrite1h;
  long output;
  long reasoning;
  @Nullable Long costNanos;
  UsageStatus status = UsageStatus.UNKNOWN;

  /**
   * Makes the event.
   *
   * @param now stands in for a missing observed_at
   */
  UsageEvent event(Instant now) {
    Instant start = bucketStart;
    Instant occurred = occurredAt != null ? occurredAt : start;
    return new UsageEvent(
        required("event_id", eventId),
        required("occurred_at", occurred),
        observedAt == null ? now : observedAt,
        source,
        feed,
        bucket(start),
        new Credential(
            required("credential.provider", provider),
            account,
            required("credential.key_id", keyId)),
        tenant,
        project,
        feature,
        user,
        clientIp,
        shortened(userAgent),
        region,
        model,
        operation,
        serviceTier,
        requestCount,
        new TokenCounts(input, cachedRead, cacheWrite, cacheWrite1h, output, reasoning),
        costNanos == null ? null : new Cost(costNanos, CostBasis.REPORTED),
        status,
        errorCode);
  }

  private @Nullable Bucket bucket(@Nullable Instant start) {
    if (!seen.contains("bucket")) {
      return null;
    }
    return new Bucket(required("bucket.start", start), required("bucket.width_ms", bucketWidthMs));
  }

  // A long user agent is no reason to lose the money beside it.
  private static @Nullable String shortened(@Nullable String userAgent) {
    return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
        ? userAgent
        : userAgent.substring(0, LONGEST_USER_AGENT);
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new RecordFault(RejectReason.MISSING_FIELD, field, field + " is required");
    }
    return value;
  }
}
