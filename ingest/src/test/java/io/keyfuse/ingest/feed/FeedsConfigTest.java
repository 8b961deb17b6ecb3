package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.schemas.config.ConfigException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings of pull feeds may be. */
class FeedsConfigTest {
  private static final String PLAIN = "'name':'main','credential':{'env':'KEY'}";

  @Test
  void shouldFillInDefaults() {
    FeedConnection connection = connection(PLAIN);

    assertThat(connection.inventory()).isTrue();
    assertThat(connection.account()).isEqualTo("default");
    assertThat(connection.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(connection.schedule()).isEqualTo(FeedSchedule.minutely());
    assertThat(connection.daily().lookback()).isEqualTo(Duration.ofDays(3));
    assertThat(connection.reports(List.of("a", "b"), List.of("b"))).containsExactly("b");
    assertThat(FeedsConfig.none().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | 'name':'Main','credential':{'env':'K'}",
        "name | 'name':'a/b','credential':{'env':'K'}",
        "name | 'credential':{'env':'K'}",
        "credential | 'name':'main'",
        "account | 'name':'m','credential':{'env':'K'},'account':'a:b'",
        "name | 'name':'file','credential':{'env':'K'}",
        "request_timeout | 'name':'m','credential':{'env':'K'},'request_timeout':'PT0.05S'",
        "request_timeout | 'name':'m','credential':{'env':'K'},'request_timeout':'PT6M'",
        "base_url | 'name':'m','credential':{'env':'K'},'base_url':'ftp://host'",
        "base_url | 'name':'m','credential':{'env':'K'},'base_url':'api.openai.com/v1'",
        "base_url | 'name':'m','credential':{'env':'K'},'base_url':'https://me:pass@host'",
        "base_url | 'name':'m','credential':{'env':'K'},'base_url':'https://host?x=1'",
        "base_url | 'name':'m','credential':{'env':'K'},'base_url':'https://host#x'",
        "daily.lookback | 'name':'m','credential':{'env':'K'},'daily':{'interval':'PT2H'}",
        "interval | 'name':'m','credential':{'env':'K'},'schedule':{'interval':'PT0.5S'}",
        "interval | 'name':'m','credential':{'env':'K'},'schedule':{'interval':'P2D'}",
        "lookback | 'name':'m','credential':{'env':'K'},'schedule':{'lookback':'PT10S'}",
        "settle | 'name':'m','credential':{'env':'K'},'schedule':{'settle':'PT16M'}",
        "backfill | 'name':'m','credential':{'env':'K'},'schedule':{'backfill':'P36D'}",
      })
  void shouldNameTheFieldThatIsWrong(String field, String json) {
    assertThatThrownBy(() -> connection(json))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.getMessage()).contains(field))
        .hasMessageNotContaining("pass@");
  }

  @Test
  void shouldNotAnswerToAReportThatTheProviderHasNot() {
    FeedConnection connection = connection(PLAIN + ",'reports':['usage','usages']");

    assertThatThrownBy(() -> connection.reports(List.of("usage", "cost"), List.of("usage")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("usages")
        .hasMessageContaining("[usage, cost]");
  }

  @Test
  void shouldKeepNamesUniqueAcrossProviders() {
    String twice = "{'openai':[{" + PLAIN + "}],'anthropic':[{" + PLAIN + "}]}";

    assertThatThrownBy(() -> ConfigJson.read(FeedsConfig.class, twice))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("main");
  }

  @Test
  void shouldAskForTheAddressOfAProxy() {
    assertThatThrownBy(() -> ConfigJson.read(FeedsConfig.class, "{'litellm':[{" + PLAIN + "}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("base_url");
  }

  private static FeedConnection connection(String json) {
    return ConfigJson.read(FeedConnection.class, "{" + json + "}");
  }
}
