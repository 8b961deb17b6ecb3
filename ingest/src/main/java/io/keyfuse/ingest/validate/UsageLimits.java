package io.keyfuse.ingest.validate;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.math.BigDecimal;
import java.time.Duration;

/** Bounds of a believable usage event. Immutable; omitted values take their defaults. */
@Doc("Bounds of a believable usage event; what exceeds them is refused.")
public record UsageLimits(
    @Doc("Largest cost of one event in USD. Default 1000000.") BigDecimal maxCostUsd,
    @Doc("Largest token or request count of one event. Default 1000000000000.") Long maxCount,
    @Doc("How far a time may lie in the future. Default 10m.") Duration maxFuture,
    @Doc("Widest bucket. Default 31d.") Duration maxBucketWidth) {

  private static final BigDecimal LARGEST_USD = BigDecimal.valueOf(1_000_000_000);
  private static final long LARGEST_COUNT = 1_000_000_000_000_000L;

  /** Fills in defaults and checks. */
  public UsageLimits {
    maxCostUsd = maxCostUsd == null ? BigDecimal.valueOf(1_000_000) : maxCostUsd;
    maxCount = maxCount == null ? Long.valueOf(1_000_000_000_000L) : maxCount;
    maxFuture = maxFuture == null ? Duration.ofMinutes(10) : maxFuture;
    maxBucketWidth = maxBucketWidth == null ? Duration.ofDays(31) : maxBucketWidth;
    require(
        maxCostUsd.signum() > 0 && maxCostUsd.compareTo(LARGEST_USD) <= 0,
        "max_cost_usd",
        "must be above 0 and at most 1000000000");
    require(
        maxCount > 0 && maxCount <= LARGEST_COUNT,
        "max_count",
        "must be above 0 and at most 1000000000000000");
    require(!maxFuture.isNegative(), "max_future", "must not be negative");
    require(
        maxBucketWidth.compareTo(Duration.ofMillis(1)) >= 0,
        "max_bucket_width",
        "must be at least 1 ms");
  }

  /** Returns the defaults. */
  public static UsageLimits defaults() {
    return new UsageLimits(
        BigDecimal.valueOf(1_000_000),
        1_000_000_000_000L,
        Duration.ofMinutes(10),
        Duration.ofDays(31));
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new ConfigException("ingest.limits." + field, problem);
    }
  }
}
