package io.keyfuse.app.ingest;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.schemas.v1.ContextEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists the keys of every connection once and stores those that are new or changed. A connection
 * whose list cannot be read does not keep the others from theirs. Used by one thread.
 */
public final class KeySync {
  private final Map<String, Map<String, String>> known;
  private final Consumer<List<ContextEvent>> store;
  private final KeySyncResult result = new KeySyncResult();

  /**
   * Makes a run.
   *
   * @param known what is stored of each key, by credential id
   * @param store takes keys and returns when they are durable
   */
  public KeySync(Map<String, Map<String, String>> known, Consumer<List<ContextEvent>> store) {
    this.known = Map.copyOf(known);
    this.store = store;
  }

  /** Lists the keys of each inventory feed. */
  public KeySyncResult run(List<PullFeed> inventories) {
    for (PullFeed inventory : inventories) {
      try {
        inventory.sweep(new NothingKnown(), this::page);
      } catch (FeedFault fault) {
        result.failed(inventory.name() + ": " + fault.getMessage());
      }
    }
    return result;
  }

  private void page(List<Decoded> page) {
    List<ContextEvent> differing = new ArrayList<>();
    for (Decoded part : page) {
      if (part instanceof Decoded.Context listed) {
        ContextEvent key = listed.event();
        Map<String, String> before = known.get(key.getScope());
        if (!key.getAttributes().equals(before)) {
          differing.add(key);
        }
        result.listed(key, before);
      } else if (part instanceof Decoded.Refused bad) {
        result.refused(bad.where() + ": " + bad.why().message());
      }
    }
    store.accept(differing);
  }

  /** A sweep from the beginning. */
  private static final class NothingKnown implements FeedMemory {
    @Override
    public FeedMark mark() {
      return FeedMark.NONE;
    }

    @Override
    public @Nullable ContextEvent detail(String detail) {
      return null;
    }
  }
}
