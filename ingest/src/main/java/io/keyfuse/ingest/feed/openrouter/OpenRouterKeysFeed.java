package io.keyfuse.ingest.feed.openrouter;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What each OpenRouter key spent between two sweeps, from the running total {@code usage} of {@code
 * GET /keys}. The total last counted is stored with the difference, in one transaction, so that
 * every dollar counts once. A key that is seen for the first time counts from then on, unless it
 * was made since the last sweep: then all of its total counts. A total that shrank begins anew.
 */
public final class OpenRouterKeysFeed implements PullFeed {
  /** Name that events carry. */
  public static final String KIND = "openrouter-keys";

  private final String name;
  private final FeedSchedule schedule;
  private final FeedHttp http;
  private final InstantSource clock;

  /** Makes the feed of a connection. */
  public OpenRouterKeysFeed(
      String connection, FeedSchedule schedule, FeedHttp http, InstantSource clock) {
    this.name = connection + "/keys";
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
    Instant now = http.serverNow();
    OpenRouterKeyPages.each(http, keys -> pages.accept(read(keys, memory)));
    // The first answer may have told that our clock was ahead.
    Instant told = http.serverNow();
    Instant readTo = told.isBefore(now) ? told : now;
    return new FeedMark(clock.instant(), readTo.minus(schedule.settle()), readTo, Map.of());
  }

  private List<Decoded> read(JsonNode keys, FeedMemory memory) {
    Instant seen = http.serverNow();
    List<Decoded> parts = new ArrayList<>();
    keys.forEach(key -> parts.addAll(spent(key, memory, seen)));
    return parts;
  }

  private List<Decoded> spent(JsonNode key, FeedMemory memory, Instant seen) {
    String where = "key";
    try {
      String hash = JsonFields.required(key, "hash");
      where = "key " + hash;
      Long total = JsonFields.nanos(key, "usage");
      if (total == null) {
        return List.of(new Decoded.Ignored(where, "no usage"));
      }
      Credential credential =
          BucketedUsage.credential("openrouter", JsonFields.text(key, "workspace_id"), hash);
      KeyTotal counted = KeyTotal.before(memory, hash, isNew(key, memory.mark()));
      return counted.parts(new KeyTotal.Seen(where, name, credential, total, seen));
    } catch (PartFault fault) {
      return List.of(new Decoded.Refused(where, fault.rejection()));
    }
  }

  private static boolean isNew(JsonNode key, FeedMark mark) {
    return !mark.equals(FeedMark.NONE)
        && JsonFields.text(key, "created_at") != null
        && JsonFields.time(key, "created_at").isAfter(mark.readTo());
  }
}
