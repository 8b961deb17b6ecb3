package io.keyfuse.ingest.dedupe;

import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.UsageEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket replaces: credential, feed, model, operation, region, service tier, status, start
 * and width. A missing part differs from an empty one. Stateless.
 */
final class BucketKey {
  private static final char SEPARATOR = '\u0001';
  private static final char MISSING = '\u0002';

  private BucketKey() {}

  /** Returns the key of a bucketed event, unique because no part holds control characters. */
  static byte[] of(String credentialId, UsageEvent event, Bucket bucket) {
    StringBuilder key = new StringBuilder(160).append(credentialId);
    part(key, event.getFeed());
    part(key, event.getModel());
    part(key, event.getOperation());
    part(key, event.getRegion());
    part(key, event.getServiceTier());
    part(key, event.getStatus().name());
    part(key, Long.toString(bucket.getStart().toEpochMilli()));
    part(key, Long.toString(bucket.getWidthMs()));
    return key.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void part(StringBuilder key, @Nullable String text) {
    key.append(SEPARATOR);
    if (text == null) {
      key.append(MISSING);
    } else {
      key.append(text);
    }
  }
}
