package io.keyfuse.ingest.feed;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spares the topic what a trailing re-read returns unchanged: buckets with the numbers that were
 * sent before, and calls that were sent. Only a saving: what is sent again is dropped as a
 * duplicate downstream, so that forgetting (a restart, more than the bound) does no harm. Used by
 * one thread.
 */
public final class ChangedUsage {
  private static final int MOST = 100_000;

  private final Map<String, Content> sent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Content> eldest) {
          return size() > MOST;
        }
      };

  private record Content(long requests, Object tokens, Object cost) {}

  /** Returns the page without what was sent with the same numbers before. */
  public List<Decoded> of(List<Decoded> page) {
    List<Decoded> changed = new ArrayList<>(page.size());
    for (Decoded part : page) {
      if (!(part instanceof Decoded.Usage usage) || !isKnown(usage.event())) {
        changed.add(part);
      }
    }
    return changed;
  }

  /** Remembers a page that is stored. */
  public void stored(List<Decoded> page) {
    for (Decoded part : page) {
      if (part instanceof Decoded.Usage usage) {
        sent.put(key(usage.event()), content(usage.event()));
      }
    }
  }

  private boolean isKnown(UsageEvent event) {
    return content(event).equals(sent.get(key(event)));
  }

  // No part of a valid event holds the separator, a control character.
  private static String key(UsageEvent event) {
    Bucket bucket = event.getBucket();
    String credential = CredentialId.of(event.getCredential());
    if (bucket == null) {
      return String.join("\u0001", credential, event.getEventId());
    }
    return String.join(
        "\u0001",
        credential,
        event.getFeed(),
        String.valueOf(event.getModel()),
        String.valueOf(event.getOperation()),
        String.valueOf(event.getRegion()),
        String.valueOf(event.getServiceTier()),
        event.getStatus().name(),
        bucket.getStart().toString(),
        Long.toString(bucket.getWidthMs()));
  }

  private static Content content(UsageEvent event) {
    return new Content(event.getRequestCount(), event.getTokens(), String.valueOf(event.getCost()));
  }
}
