package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the stand-ins' books into the buckets of a provider usage feed: each minute of a key and
 * model is reported again whenever it has grown. After a restart every minute is reported once
 * more, under the same event id where it has not grown. Used by one thread.
 */
final class ProviderFeed {
  private final Map<String, DemoKey> keys = new HashMap<>();
  private final Map<BucketKey, BucketTotals> reported = new HashMap<>();
  private final UsageEvents events;

  ProviderFeed(Fleet fleet, UsageEvents events) {
    this.events = events;
    for (DemoKey key : fleet.keys()) {
      keys.put(key.credential().getProvider() + ':' + key.credential().getKeyId(), key);
    }
  }

  /** Returns a bucket for each row that grew since the last time. */
  List<UsageEvent> grown(List<LedgerRow> rows, Instant observedAt) {
    List<UsageEvent> grown = new ArrayList<>();
    for (LedgerRow row : rows) {
      DemoKey key = keys.get(row.provider() + ':' + row.keyId());
      if (key == null || row.totals().calls() == 0) {
        continue;
      }
      BucketKey bucket = new BucketKey(key.index(), row.model(), row.minute());
      if (!row.totals().equals(reported.put(bucket, row.totals()))) {
        grown.add(events.bucket(key, bucket, row.totals(), observedAt));
      }
    }
    return grown;
  }
}
