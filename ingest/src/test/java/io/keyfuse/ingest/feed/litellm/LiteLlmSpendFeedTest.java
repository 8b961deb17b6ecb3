package io.keyfuse.ingest.feed.litellm;

import static io.keyfuse.ingest.feed.StandInSite.report;
import static io.keyfuse.ingest.feed.StandInSite.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FakeMemory;
import io.keyfuse.ingest.feed.FeedConnection;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.ScriptedProvider;
import io.keyfuse.ingest.feed.ScriptedProvider.Answer;
import io.keyfuse.ingest.feed.StandInSite;
import io.keyfuse.ingest.push.LiteLlmDecoder;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A LiteLLM proxy's own record of calls. */
class LiteLlmSpendFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-02T00:05:30Z");

  @TempDir Path folder;

  private final FakeMemory memory = new FakeMemory();
  private StandInSite site;

  @BeforeEach
  void start() {
    site = new StandInSite(folder, NOW);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void shouldGiveACallTheIdThatItsCallbackGives() {
    report(site.server().liteLlm(), call("chatcmpl-1", "2026-11-02T00:01:02Z"));

    memory.sweep(feed(site.liteLlm()));

    UsageEvent event = memory.usage().get(0);
    assertThat(event.getEventId()).isEqualTo(LiteLlmDecoder.eventId("chatcmpl-1", "acompletion"));
    assertThat(CredentialId.of(event.getCredential())).isEqualTo("litellm:proxy-1:hash_1");
    assertThat(event.getSource()).isEqualTo(UsageSource.TELEMETRY);
    assertThat(event.getCost().getAmountNanos()).isEqualTo(2_500_000L);
    assertThat(event.getTokens().getInput()).isEqualTo(1000);
    assertThat(event.getOccurredAt()).isEqualTo("2026-11-02T00:01:02Z");
  }

  @Test
  void shouldReadBothDaysOfALookBackOverMidnightAndNothingOlder() {
    report(
        site.server().liteLlm(),
        call("old", "2026-11-01T23:40:00Z"),
        call("late", "2026-11-01T23:55:00Z"),
        call("new", "2026-11-02T00:05:10Z"));
    Instant read = NOW.minusSeconds(60);

    FeedMark mark =
        memory
            .at(new FeedMark(read, read.minusSeconds(600), read, Map.of()))
            .sweep(feed(site.liteLlm()));

    assertThat(memory.usage())
        .extracting(UsageEvent::getEventId)
        .containsExactly("late:acompletion", "new:acompletion");
    assertThat(mark.readTo()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[{'request_id':'x'", "{'error':'x'} <"})
  void shouldNotGoOnFromAnAnswerThatIsNoRecord(String body) {
    try (ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok(body))) {
      LiteLlmSpendFeed feed = feed(provider.http(site.clock()));

      assertThatThrownBy(() -> memory.sweep(feed)).isInstanceOf(FeedFault.class);
    }
    assertThat(memory.mark()).isEqualTo(FeedMark.NONE);
  }

  @Test
  void shouldRefuseARowThatItCannotReadAndDropPromptsUnread() {
    String rows =
        "[{'request_id':'r1','call_type':'acompletion','api_key':'h','spend':1,'prompt_tokens':1,"
            + "'startTime':'2026-11-02 00:01:00','messages':[{'content':'top secret'}]},"
            + "{'call_type':'acompletion'},{'request_id':'r3','startTime':'never'}]";
    try (ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok(rows))) {
      memory.at(new FeedMark(NOW, NOW, NOW.minusSeconds(1), Map.of()));
      memory.sweep(feed(provider.http(site.clock())));
    }

    assertThat(memory.taken())
        .hasAtLeastOneElementOfType(Decoded.Usage.class)
        .hasAtLeastOneElementOfType(Decoded.Refused.class)
        .noneMatch(part -> part.toString().contains("top secret"));
  }

  private LiteLlmSpendFeed feed(FeedHttp http) {
    FeedConnection connection =
        ConfigJson.read(
            FeedConnection.class,
            "{'name':'proxy','credential':{'env':'K'},'base_url':'http://proxy','account':'proxy-1'}");
    return new LiteLlmSpendFeed(connection, http, site.clock());
  }

  private static ObjectNode call(String id, String start) {
    return row("spend_logs", start, "hash_1")
        .put("request_id", id)
        .put("cost_usd", new BigDecimal("0.0025"));
  }
}
