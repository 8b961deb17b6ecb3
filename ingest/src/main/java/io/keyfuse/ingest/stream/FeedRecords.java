package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * How feeds keep what they know on the context topic: scopes {@code feed/<name>} and {@code
 * feed/<name>/<detail>}, all of one feed in one partition, so that who owns that partition owns the
 * feed. Stateless.
 */
final class FeedRecords {
  static final String PREFIX = "feed/";

  private FeedRecords() {}

  static String scope(String feed) {
    return PREFIX + feed;
  }

  static String scope(String feed, String detail) {
    return PREFIX + feed + '/' + detail;
  }

  /** Returns the feed that a scope is of, or a text that no feed is named. */
  static String feed(String scope) {
    if (!scope.startsWith(PREFIX)) {
      return "";
    }
    int report = scope.indexOf('/', PREFIX.length());
    int detail = report < 0 ? -1 : scope.indexOf('/', report + 1);
    return scope.substring(PREFIX.length(), detail < 0 ? scope.length() : detail);
  }

  /** Returns the partition of all of a feed's records: the producers' default for its scope. */
  static int partition(String feed, int partitions) {
    return partitionOf(scope(feed), partitions);
  }

  /**
   * Returns the partition of a key's lineage: its credential's, where the key's state is, although
   * the record's own key differs so that compaction keeps it beside the key's inventory. Null for
   * other events, which lie where their scope puts them.
   */
  static @Nullable Integer lineagePartition(ContextEvent event, IntSupplier partitions) {
    Credential key = event.getCredential();
    return event.getKind() == ContextKind.LINEAGE && key != null
        ? partitionOf(CredentialId.of(key), partitions.getAsInt())
        : null;
  }

  private static int partitionOf(String key, int partitions) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }

  /** Returns a feed's heartbeat. */
  static ContextEvent heartbeat(String feed, FeedMark mark) {
    return ContextEvent.newBuilder()
        .setContextId(NameUuid.of("feed-heartbeat", feed, mark.at().toString()))
        .setKind(ContextKind.FEED_HEARTBEAT)
        .setScope(scope(feed))
        .setAt(mark.at())
        .setAttributes(mark.attributes())
        .setSource("keyfuse-feed")
        .build();
  }

  /** Reads a heartbeat back; empty for one that is none, which the feed then goes without. */
  static Optional<FeedMark> mark(ContextEvent event) {
    try {
      return event.getKind() == ContextKind.FEED_HEARTBEAT
          ? Optional.of(FeedMark.of(event.getAt(), event.getAttributes()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
