package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the configured feeds stored, as read back from the context topic. Bounded by what they
 * store: a mark a feed and, where a feed keeps totals per key, one entry a key. Thread-safe.
 */
final class FeedDesk {
  private static final Logger LOG = LoggerFactory.getLogger(FeedDesk.class);

  private final Deserializer<ContextEvent> events;
  private final Set<String> feeds;
  private final Map<String, ContextEvent> known = new ConcurrentHashMap<>();

  FeedDesk(Set<String> feeds, TopicSerdes serdes) {
    this.feeds = Set.copyOf(feeds);
    this.events = serdes.value(Topics.CONTEXT).deserializer();
  }

  /**
   * Takes a record of the context topic; what is not of these feeds is passed over unread.
   *
   * @throws io.keyfuse.schemas.registry.RegistryException when the registry is away
   */
  void read(@Nullable String scope, byte @Nullable [] value) {
    if (scope == null || !feeds.contains(FeedRecords.feed(scope))) {
      return;
    }
    try {
      ContextEvent event = events.deserialize(Topics.CONTEXT.name(), value);
      if (event == null) {
        known.remove(scope);
      } else {
        keep(event);
      }
    } catch (SerializationException e) {
      LOG.warn("the record of {} cannot be read; the feed begins anew ({})", scope, e.toString());
      known.remove(scope);
    }
  }

  /** Takes what this instance just stored. */
  void keep(ContextEvent event) {
    known.put(event.getScope(), event);
  }

  /** Forgets a feed that another instance goes on with. */
  void forget(String feed) {
    String scope = FeedRecords.scope(feed);
    known.keySet().removeIf(key -> key.equals(scope) || key.startsWith(scope + "/"));
  }

  /** Returns one feed's view. */
  FeedMemory of(String feed) {
    return new FeedMemory() {
      @Override
      public FeedMark mark() {
        ContextEvent event = known.get(FeedRecords.scope(feed));
        return event == null ? FeedMark.NONE : FeedRecords.mark(event).orElse(FeedMark.NONE);
      }

      @Override
      public @Nullable ContextEvent detail(String detail) {
        return known.get(FeedRecords.scope(feed, detail));
      }
    };
  }
}
