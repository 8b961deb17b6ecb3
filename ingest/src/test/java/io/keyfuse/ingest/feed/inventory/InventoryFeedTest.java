package io.keyfuse.ingest.feed.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FakeMemory;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.ScriptedProvider;
import io.keyfuse.ingest.feed.ScriptedProvider.Answer;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys there are, by each provider's own list. */
class InventoryFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  private final FakeMemory memory = new FakeMemory();
  private final ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok("{'data':[]}"));
  private volatile Instant now = NOW;

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void shouldListOpenAisKeysProjectByProjectAndPageByPage() {
    provider.says(
        uri -> {
          String query = uri.getQuery();
          if (!uri.getPath().endsWith("/api_keys")) {
            return Answer.ok(
                query.contains("after=")
                    ? "{'data':[{'id':'proj_2'}],'has_more':false}"
                    : "{'data':[{'id':'proj_1'}],'has_more':true,'last_id':'proj_1'}");
          }
          assertThat(query).contains("owner_project_access=any");
          String project = uri.getPath().contains("proj_1") ? "1" : "2";
          return Answer.ok(
              "{'data':[{'id':'key_"
                  + project
                  + "','created_at':1711471533,'owner':{'type':"
                  + "'service_account','service_account':{'id':'svc_1'}}}],'has_more':false}");
        });

    memory.sweep(feed(new OpenAiKeyListing()));

    assertThat(memory.context())
        .extracting(ContextEvent::getScope)
        .containsExactly("openai:proj_1:key_1", "openai:proj_2:key_2");
    assertThat(memory.stored("openai:proj_1:key_1").getAttributes())
        .containsEntry("project_id", "proj_1")
        .containsEntry("service_account_id", "svc_1")
        .containsEntry("created_at", "2024-03-26T16:45:33Z");
  }

  @Test
  void shouldListAnthropicsKeysOfEitherShape() {
    pages(
        "{'data':[{'id':'apikey_1','name':'Checkout','status':'active','created_by':{'id':'user_1',"
            + "'type':'user'},'scope':{'type':'workspace','workspace_id':'wrkspc_1'}}],"
            + "'has_more':true,'last_id':'apikey_1'}",
        "{'data':[{'id':'apikey_2','status':'inactive','workspace_id':null}],'has_more':false}");

    memory.sweep(feed(new AnthropicKeyListing()));

    assertThat(memory.context()).hasSize(2);
    assertThat(memory.stored("anthropic:wrkspc_1:apikey_1").getAttributes())
        .containsEntry("key_name", "Checkout")
        .containsEntry("owner_id", "user_1")
        .containsEntry("status", "active");
    assertThat(memory.stored("anthropic:default:apikey_2").getAttributes())
        .containsExactly(Map.entry("status", "inactive"));
  }

  @Test
  void shouldListOpenRoutersKeysAndLeaveOutWhatLooksLikeASecret() {
    provider.says(
        uri ->
            Answer.ok(
                "{'data':[{'hash':'h1','name':'sk-or-v1-0123456789abcdef0123456789abcdef','disabled'"
                    + ":true,'limit':10.5,'workspace_id':'ws','creator_user_id':'u'}]}"));

    memory.sweep(feed(new OpenRouterKeyListing()));

    assertThat(memory.context())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getScope()).isEqualTo("openrouter:ws:h1");
              assertThat(event.getKind()).isEqualTo(ContextKind.INVENTORY);
              assertThat(event.getAttributes())
                  .containsEntry("status", "disabled")
                  .containsEntry("limit_usd", "10.5")
                  .doesNotContainKey("key_name");
            });
  }

  @Test
  void shouldListLiteLlmsKeysWhetherTheProxySendsObjectsOrHashes() {
    provider.says(
        uri ->
            Answer.ok(
                "{'keys':[{'token':'h1','key_alias':'checkout','team_id':'t1','user_id':'u1',"
                    + "'blocked':null},'h2']}"));

    memory.sweep(feed(new LiteLlmKeyListing("proxy-1")));

    assertThat(memory.context())
        .extracting(ContextEvent::getScope)
        .containsExactly("litellm:proxy-1:h1", "litellm:proxy-1:h2");
    assertThat(memory.stored("litellm:proxy-1:h1").getAttributes())
        .containsEntry("status", "active")
        .containsEntry("team_id", "t1");
  }

  @Test
  void shouldStoreOnlyWhatIsNewOrChanged() {
    InventoryFeed feed = feed(new AnthropicKeyListing());
    pages("{'data':[{'id':'a','status':'active'},{'id':'b','status':'active'}]}");
    memory.sweep(feed);
    memory.taken();
    pages("{'data':[{'id':'a','status':'active'},{'id':'b','status':'inactive'},{'id':'c'}]}");
    now = NOW.plusSeconds(600);

    memory.sweep(feed);

    assertThat(memory.context())
        .extracting(ContextEvent::getScope)
        .containsExactly("anthropic:default:b", "anthropic:default:c");
  }

  @Test
  void shouldStoreAllAgainAfterAnotherInstancesSweep() {
    InventoryFeed feed = feed(new AnthropicKeyListing());
    pages("{'data':[{'id':'a','status':'active'}]}");
    memory.sweep(feed);
    memory.taken();

    Instant between = NOW.plusSeconds(60);
    memory.at(new FeedMark(between, between, between, Map.of())).sweep(feed);

    assertThat(memory.context()).hasSize(1);
  }

  @Test
  void shouldRefuseAKeyWithoutAnIdAndListTheOthers() {
    pages("{'data':[{'name':'no id'},{'id':'a'}]}");

    memory.sweep(feed(new AnthropicKeyListing()));

    assertThat(memory.taken())
        .hasSize(2)
        .hasAtLeastOneElementOfType(Decoded.Refused.class)
        .hasAtLeastOneElementOfType(Decoded.Context.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'data':[{'id':'a'}],'has_more':true}", "{'data':[{}]}", "{}"})
  void shouldNotTakeHalfAListForTheWholeOne(String projects) {
    provider.says(uri -> Answer.ok(uri.getPath().endsWith("_keys") ? "{'data':[]}" : projects));

    assertThatThrownBy(() -> memory.sweep(feed(new OpenAiKeyListing())))
        .isInstanceOf(FeedFault.class);
    assertThat(memory.mark()).isEqualTo(FeedMark.NONE);
  }

  private void pages(String first, String... second) {
    Function<URI, Answer> script =
        uri -> Answer.ok(uri.getQuery().contains("after_id=") ? second[0] : first);
    provider.says(script);
  }

  private InventoryFeed feed(KeyListing listing) {
    return new InventoryFeed(
        "main", listing, FeedSchedule.minutely(), provider.http(() -> now), () -> now);
  }
}
