package io.keyfuse.ingest.dedupe;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;

/** How long the stream remembers what it has counted. Immutable; omitted values take defaults. */
@Doc("How long the stream remembers what it has counted, by time of arrival.")
public record DedupeConfig(
    @Doc("How long an event id is remembered after it arrived. Default 24h.") Duration retention,
    @Doc("How long a bucket is remembered after it last arrived. Default 35d.")
        Duration bucketRetention) {

  /** Fills in defaults and checks. */
  public DedupeConfig {
    retention = retention == null ? Duration.ofHours(24) : retention;
    bucketRetention = bucketRetention == null ? Duration.ofDays(35) : bucketRetention;
    check("retention", retention);
    check("bucket_retention", bucketRetention);
  }

  /** Returns the defaults. */
  public static DedupeConfig defaults() {
    return new DedupeConfig(Duration.ofHours(24), Duration.ofDays(35));
  }

  private static void check(String field, Duration value) {
    if (value.compareTo(Duration.ofMinutes(1)) < 0 || value.compareTo(Duration.ofDays(400)) > 0) {
      throw new ConfigException("ingest.dedupe." + field, "must lie within 1m and 400d");
    }
  }
}
