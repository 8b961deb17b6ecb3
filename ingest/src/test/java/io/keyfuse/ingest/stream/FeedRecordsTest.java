package io.keyfuse.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What feeds keep on the context topic, and what of it they read back. */
class FeedRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00.123Z");
  private static final FeedMark MARK =
      new FeedMark(NOW, NOW.minusSeconds(600), NOW, Map.of("cursor", "c1"));

  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final FeedDesk desk = new FeedDesk(Set.of("main/keys"), serdes);

  @Test
  void shouldReadAMarkBackAsItWasStored() {
    ContextEvent heartbeat = FeedRecords.heartbeat("main/keys", MARK);

    read(heartbeat);

    assertThat(heartbeat.getScope()).isEqualTo("feed/main/keys");
    assertThat(desk.of("main/keys").mark()).isEqualTo(MARK);
  }

  @Test
  void shouldPutALineageWhereItsKeysStateIs() {
    Credential key = new Credential("openai", "p", "key_2");
    ContextEvent lineage =
        changed(
            h ->
                h.setKind(ContextKind.LINEAGE)
                    .setScope("lineage/openai:p:key_2")
                    .setCredential(key));
    byte[] id = "openai:p:key_2".getBytes(StandardCharsets.UTF_8);

    assertThat(FeedRecords.lineagePartition(lineage, () -> 7))
        .isEqualTo(BuiltInPartitioner.partitionForKey(id, 7));
    assertThat(FeedRecords.lineagePartition(FeedRecords.heartbeat("main/keys", MARK), () -> 7))
        .isNull();
  }

  @Test
  void shouldGoWithoutAMarkThatIsNone() {
    ContextEvent broken = changed(h -> h.setAttributes(Map.of("watermark", "yesterday")));
    ContextEvent inventory = changed(h -> h.setKind(ContextKind.INVENTORY));

    assertThat(FeedRecords.mark(broken)).isEmpty();
    assertThat(FeedRecords.mark(inventory)).isEmpty();
  }

  @Test
  void shouldBeginAnewAfterARecordThatCannotBeRead() {
    read(FeedRecords.heartbeat("main/keys", MARK));

    desk.read("feed/main/keys", "nonsense".getBytes(StandardCharsets.UTF_8));

    assertThat(desk.of("main/keys").mark()).isEqualTo(FeedMark.NONE);
  }

  @Test
  void shouldForgetWhatWasDeletedAndWhatAnotherInstanceGoesOnWith() {
    ContextEvent detail = changed(h -> h.setScope(FeedRecords.scope("main/keys", "hash")));
    read(detail);
    read(FeedRecords.heartbeat("main/keys", MARK));
    assertThat(desk.of("main/keys").detail("hash")).isEqualTo(detail);

    desk.read("feed/main/keys", null);
    assertThat(desk.of("main/keys").mark()).isEqualTo(FeedMark.NONE);

    desk.forget("main/keys");
    assertThat(desk.of("main/keys").detail("hash")).isNull();
  }

  @Test
  void shouldPassOverWhatIsNotOfItsFeedsUnread() {
    byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);

    desk.read(null, nonsense);
    desk.read("feed/file/0123456789abcdef", nonsense);
    desk.read("openai:p:key", nonsense);
    ContextEvent other = FeedRecords.heartbeat("main/other", MARK);
    read(other);

    assertThat(desk.of("main/other").mark()).isEqualTo(FeedMark.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "feed/main/keys, main/keys",
    "feed/main/keys/hash/more, main/keys",
    "feed/main, main",
    "openai:main:keys, ''",
  })
  void shouldTellWhichFeedAScopeIsOf(String scope, String feed) {
    assertThat(FeedRecords.feed(scope)).isEqualTo(feed);
  }

  private static ContextEvent changed(Consumer<ContextEvent.Builder> change) {
    ContextEvent.Builder heartbeat =
        ContextEvent.newBuilder(FeedRecords.heartbeat("main/keys", MARK));
    change.accept(heartbeat);
    return heartbeat.build();
  }

  private void read(ContextEvent event) {
    var serializer = serdes.value(Topics.CONTEXT).serializer();
    desk.read(event.getScope(), serializer.serialize(Topics.CONTEXT.name(), event));
  }
}
