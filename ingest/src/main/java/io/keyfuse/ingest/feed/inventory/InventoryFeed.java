package io.keyfuse.ingest.feed.inventory;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.inventory.KeyListing.JsonKey;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fills the context topic with a connection's keys. Whole lists are read; only keys that are new or
 * changed since this instance's last sweep are stored, and all of them when another instance swept
 * in between. A key that the provider lists no more stays known: its usage may still arrive. Two
 * listings of one instance also tell which keys were rotated.
 */
public final class InventoryFeed implements PullFeed {
  /** Name that events carry. */
  public static final String KIND = "key-inventory";

  private static final int PAGE = 500;

  private final String name;
  private final KeyListing listing;
  private final FeedSchedule schedule;
  private final FeedHttp http;
  private final InstantSource clock;
  private KeyMemory known = KeyMemory.NONE;
  private FeedMark last = FeedMark.NONE;

  /** Makes the inventory of a connection. */
  public InventoryFeed(
      String connection,
      KeyListing listing,
      FeedSchedule schedule,
      FeedHttp http,
      InstantSource clock) {
    this.name = connection + "/inventory";
    this.listing = listing;
    this.schedule = schedule;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public FeedSchedule schedule() {
    return schedule;
  }

  @Override
  public FeedMark sweep(FeedMemory memory, PageSink pages) {
    Instant at = Instant.ofEpochMilli(clock.millis());
    if (!memory.mark().equals(last)) {
      known = KeyMemory.NONE;
    }
    List<Decoded> page = new ArrayList<>();
    Map<Credential, Map<String, String>> seen = new HashMap<>();
    listing.list(
        http,
        key -> {
          page.add(read(key, at, seen));
          if (page.size() == PAGE) {
            pages.accept(List.copyOf(page));
            page.clear();
          }
        });
    KeyMemory now = known.after(seen, at);
    KeyLineage.told(known, now, at).stream().map(InventoryFeed::lineage).forEach(page::add);
    pages.accept(page);
    known = now;
    last = new FeedMark(at, at, at, Map.of());
    return last;
  }

  private Decoded read(JsonKey key, Instant at, Map<Credential, Map<String, String>> seen) {
    try {
      ContextEvent event = listing.read(key, at);
      Credential credential = Objects.requireNonNull(event.getCredential());
      seen.put(credential, event.getAttributes());
      KeyMemory.Seen before = known.keys().get(credential);
      return before != null && event.getAttributes().equals(before.attributes())
          ? new Decoded.Ignored(key.where(), "unchanged")
          : new Decoded.Context(key.where(), event);
    } catch (PartFault fault) {
      return new Decoded.Refused(key.where(), fault.rejection());
    }
  }

  private static Decoded lineage(ContextEvent event) {
    return new Decoded.Context("key " + event.getScope(), event);
  }
}
