package io.keyfuse.app.ingest;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.inventory.KeyLineage;
import io.keyfuse.ingest.feed.inventory.KeyMemory;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists the keys of every connection once and stores those that are new or changed. A connection
 * whose list cannot be read does not keep the others from theirs. Used by one thread.
 */
public final class KeySync {
  private final Map<String, ContextEvent> known;
  private final Consumer<List<ContextEvent>> store;
  private final InstantSource clock;
  private final Map<Credential, Map<String, String>> found = new HashMap<>();
  private final KeySyncResult result = new KeySyncResult();

  /**
   * Makes a run.
   *
   * @param known what is stored of keys and their lineage, by scope
   * @param store takes keys and returns when they are durable
   */
  public KeySync(
      Map<String, ContextEvent> known, Consumer<List<ContextEvent>> store, InstantSource clock) {
    this.known = Map.copyOf(known);
    this.store = store;
    this.clock = clock;
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
    if (result.isComplete()) {
      store.accept(rotations());
    }
    return result;
  }

  /**
   * What is stored stands for an earlier list; a key that is missing in half a list is not gone.
   */
  private List<ContextEvent> rotations() {
    Instant at = Instant.ofEpochMilli(clock.millis());
    Set<String> followed = new HashSet<>();
    Map<Credential, KeyMemory.Seen> stored = new HashMap<>();
    for (ContextEvent event : known.values()) {
      if (event.getKind() == ContextKind.LINEAGE) {
        followed.add(event.getAttributes().get(KeyLineage.ROTATED_FROM));
      }
    }
    for (ContextEvent event : known.values()) {
      Credential key = event.getCredential();
      if (event.getKind() == ContextKind.INVENTORY
          && key != null
          && !followed.contains(event.getScope())) {
        stored.put(key, KeyMemory.Seen.stored(event.getAttributes(), event.getAt()));
      }
    }
    KeyMemory before = new KeyMemory(stored);
    return KeyLineage.told(before, before.after(found, at), at);
  }

  private void page(List<Decoded> page) {
    List<ContextEvent> differing = new ArrayList<>();
    for (Decoded part : page) {
      if (part instanceof Decoded.Context listed) {
        ContextEvent key = listed.event();
        if (key.getCredential() != null) {
          found.put(key.getCredential(), key.getAttributes());
        }
        ContextEvent stored = known.get(key.getScope());
        Map<String, String> before = stored == null ? null : stored.getAttributes();
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
