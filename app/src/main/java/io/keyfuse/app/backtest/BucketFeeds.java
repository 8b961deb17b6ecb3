package io.keyfuse.app.backtest;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names the feed of a recorded bucket. In the product a second version of a bucket replaces the
 * first; in a recording a row with an id of its own adds to it. So the second id of one bucket
 * counts as a second feed, and a repeated id stays what it was. Remembers the last buckets only.
 * Used by one thread.
 */
final class BucketFeeds {
  private static final int MOST = 50_000;

  private final Map<List<Object>, List<String>> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, List<String>> eldest) {
          return size() > MOST;
        }
      };

  String feedOf(UsageEvent event) {
    List<Object> bucket = new ArrayList<>(6);
    bucket.add(CredentialId.of(event.getCredential()));
    bucket.add(event.getModel());
    bucket.add(event.getRegion());
    bucket.add(event.getOperation());
    bucket.add(event.getStatus());
    bucket.add(event.getOccurredAt());
    List<String> ids = seen.computeIfAbsent(bucket, ignored -> new ArrayList<>(1));
    int place = ids.indexOf(event.getEventId());
    if (place < 0) {
      place = ids.size();
      ids.add(event.getEventId());
    }
    return place == 0 ? event.getFeed() : event.getFeed() + "-" + (place + 1);
  }
}
