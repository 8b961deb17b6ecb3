package io.keyfuse.ingest.feed.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.feed.FeedsConfig;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.schemas.config.ConfigException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which feeds a configuration means. */
class FeedFactoryTest {
  private static final Map<String, String> SECRETS = Map.of("KEY", "sk-admin-1", "EMPTY", " ");

  @Test
  void shouldReadWhatIsUsualOfEachProviderAndListItsKeys() {
    List<PullFeed> feeds =
        feeds(
            "{'openai':[{'name':'o',KEY}],'anthropic':[{'name':'a',KEY}],'openrouter':[{'name':'r',"
                + "KEY}],'litellm':[{'name':'l',KEY,'base_url':'http://proxy:4000'}]}");

    assertThat(feeds)
        .extracting(PullFeed::name)
        .doesNotHaveDuplicates()
        .contains("o/completions", "o/costs", "o/inventory", "a/usage", "a/cost", "a/inventory")
        .contains("r/keys", "r/inventory", "l/spend_logs", "l/inventory")
        .doesNotContain("o/moderations", "a/legacy_usage");
    assertThat(feeds)
        .extracting(PullFeed::kind)
        .containsOnly(
            "openai-usage",
            "openai-costs",
            "anthropic-usage",
            "anthropic-cost",
            "openrouter-keys",
            "litellm-spend",
            "key-inventory");
  }

  @Test
  void shouldReadOnlyTheReportsThatAreNamedEachAtItsPace() {
    List<PullFeed> feeds =
        feeds(
            "{'openai':[{'name':'o',KEY,'inventory':false,'reports':['moderations','costs'],"
                + "'schedule':{'interval':'PT2S'}}]}");

    assertThat(feeds).extracting(PullFeed::name).containsExactly("o/moderations", "o/costs");
    assertThat(feeds)
        .extracting(feed -> feed.schedule().interval())
        .containsExactly(Duration.ofSeconds(2), Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "EMPTY"})
  void shouldNameTheCredentialThatIsMissing(String variable) {
    assertThatThrownBy(
            () -> feeds("{'anthropic':[{'name':'a','credential':{'env':'" + variable + "'}}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.feeds.anthropic[a].credential")
        .hasMessageContaining(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-1\nsk-2", "sk 1", "sk-1\u00e9"})
  void shouldRefuseACredentialThatIsNoneWithoutSayingIt(String secret) {
    FeedsConfig config = config("{'openai':[{'name':'o',KEY}]}");

    assertThatThrownBy(
            () -> new FeedFactory(Map.of("KEY", secret), InstantSource.system()).feeds(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.feeds.openai[o].credential")
        .hasMessageNotContaining("sk");
  }

  @Test
  void shouldSayWhichReportsThereAre() {
    assertThatThrownBy(() -> feeds("{'anthropic':[{'name':'a',KEY,'reports':['usages']}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("usages")
        .hasMessageContaining("legacy_usage");
  }

  private static List<PullFeed> feeds(String json) {
    return new FeedFactory(SECRETS, InstantSource.system()).feeds(config(json));
  }

  private static FeedsConfig config(String json) {
    return ConfigJson.read(
        FeedsConfig.class,
        json.replace("KEY}", "'credential':{'env':'KEY'}}")
            .replace("KEY,", "'credential':{'env':'KEY'},"));
  }
}
