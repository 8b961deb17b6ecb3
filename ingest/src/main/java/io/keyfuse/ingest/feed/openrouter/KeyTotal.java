package io.keyfuse.ingest.feed.openrouter;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.BucketedUsage.Numbers;
import io.keyfuse.ingest.feed.BucketedUsage.Split;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key's running total as last counted. Immutable.
 *
 * @param nanos the total in nano-USD; null when nothing was counted and nothing may be
 * @param since when it was counted, or later where a sweep found it unchanged
 */
record KeyTotal(@Nullable Long nanos, Instant since) {
  // A wider bucket is refused downstream, and the spend with it.
  private static final Duration WIDEST = Duration.ofDays(30);
  private static final String NANOS = "usage_nanos";

  /**
   * A total as the provider shows it now.
   *
   * @param where place in the answer
   * @param feed name of the feed
   */
  record Seen(String where, String feed, Credential credential, long nanos, Instant at) {}

  /** Returns what was counted of a key before. */
  static KeyTotal before(FeedMemory memory, String hash, boolean madeSince) {
    Instant swept = memory.mark().readTo();
    ContextEvent stored = memory.detail(hash);
    if (stored == null) {
      return new KeyTotal(madeSince ? 0L : null, swept);
    }
    // A sweep that ended early stored totals that are newer than its mark.
    Instant since = stored.getAt().isAfter(swept) ? stored.getAt() : swept;
    try {
      String nanos = stored.getAttributes().getOrDefault(NANOS, "");
      return new KeyTotal(Long.parseLong(nanos), since);
    } catch (NumberFormatException e) {
      return new KeyTotal(null, since);
    }
  }

  /** Returns what the new total adds: spend since the last sweep, and the total to remember. */
  List<Decoded> parts(Seen seen) {
    Long counted = nanos;
    if (counted != null && counted == seen.nanos()) {
      return List.of(new Decoded.Ignored(seen.where(), "unchanged"));
    }
    if (!seen.at().isAfter(since)) {
      // A clock went back: the difference waits, and the total with it, until it has caught up.
      return List.of(new Decoded.Ignored(seen.where(), "clock_behind"));
    }
    List<Decoded> parts = new ArrayList<>(2);
    if (counted != null && seen.nanos() > counted) {
      parts.add(new Decoded.Usage(seen.where(), spend(seen, seen.nanos() - counted)));
    }
    parts.add(new Decoded.Context(seen.where(), total(seen)));
    return parts;
  }

  private UsageEvent spend(Seen seen, long difference) {
    Instant widest = seen.at().minus(WIDEST);
    Instant start = since.isBefore(widest) ? widest : since;
    return new BucketedUsage(
            OpenRouterKeysFeed.KIND,
            UsageSource.PROVIDER_USAGE,
            seen.credential(),
            start,
            Duration.between(start, seen.at()),
            new Split(null, null, null, null),
            new Numbers(
                0, TokenCounts.newBuilder().build(), new Cost(difference, CostBasis.REPORTED)))
        .event(seen.at());
  }

  private static ContextEvent total(Seen seen) {
    String scope = "feed/" + seen.feed() + '/' + seen.credential().getKeyId();
    return ContextEvent.newBuilder()
        .setContextId(NameUuid.of("key-total", scope, seen.at().toString()))
        .setKind(ContextKind.FEED_HEARTBEAT)
        .setScope(scope)
        .setCredential(seen.credential())
        .setAt(seen.at())
        .setAttributes(Map.of(NANOS, Long.toString(seen.nanos())))
        .setSource(OpenRouterKeysFeed.KIND)
        .build();
  }
}
