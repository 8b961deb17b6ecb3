package io.keyfuse.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a listing of keys tells beside what is stored of them. */
class KeySyncTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
  private static final String MADE = "2026-10-01T10:00:00.5Z";

  private final Map<String, ContextEvent> topic = new HashMap<>();
  private final List<ContextEvent> lineage = new ArrayList<>();

  @Test
  void shouldTellARegeneratedKeyOnceHoweverOftenItIsRun() {
    sync(listing(key("h1")));
    sync(listing(key("h2")));
    sync(listing(key("h2")));
    sync(listing(key("h3")));

    assertThat(lineage)
        .extracting(ContextEvent::getScope, event -> event.getAttributes().get("rotated_from"))
        .containsExactly(
            tuple("lineage/litellm:p:h2", "litellm:p:h1"),
            tuple("lineage/litellm:p:h3", "litellm:p:h2"));
  }

  @Test
  void shouldNotTakeAKeyOfAListThatFailedForGone() {
    sync(listing(key("h1")));

    sync(listing(key("h2")), failing());

    assertThat(lineage).isEmpty();
  }

  private void sync(PullFeed... inventories) {
    new KeySync(topic, this::store, () -> NOW).run(List.of(inventories));
  }

  private void store(List<ContextEvent> events) {
    for (ContextEvent event : events) {
      topic.put(event.getScope(), event);
      if (event.getKind() == ContextKind.LINEAGE) {
        lineage.add(event);
      }
    }
  }

  private static ContextEvent key(String hash) {
    Credential credential = new Credential("litellm", "p", hash);
    return ContextEvent.newBuilder()
        .setContextId("listed-" + hash)
        .setKind(ContextKind.INVENTORY)
        .setScope(CredentialId.of(credential))
        .setCredential(credential)
        .setAt(NOW)
        .setAttributes(Map.of("created_at", MADE, "key_name", "checkout", "status", "active"))
        .setSource("test")
        .build();
  }

  private static PullFeed listing(ContextEvent key) {
    return new Listing(List.of(new Decoded.Context("key 1", key)), false);
  }

  private static PullFeed failing() {
    return new Listing(List.of(), true);
  }

  /** A list of keys, or one that cannot be read. */
  private record Listing(List<Decoded> page, boolean fails) implements PullFeed {
    @Override
    public String name() {
      return "proxy/inventory";
    }

    @Override
    public String kind() {
      return "key-inventory";
    }

    @Override
    public FeedSchedule schedule() {
      return FeedSchedule.minutely();
    }

    @Override
    public FeedMark sweep(FeedMemory memory, PageSink pages) {
      if (fails) {
        throw new FeedFault(FeedFault.Reason.UNREACHABLE, "the proxy is away");
      }
      pages.accept(page);
      return FeedMark.NONE;
    }
  }
}
