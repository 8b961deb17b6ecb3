package io.keyfuse.ingest.feed.connect;

import io.keyfuse.ingest.feed.FeedConnection;
import io.keyfuse.ingest.feed.FeedConnection.ArrayStyle;
import io.keyfuse.ingest.feed.FeedEndpoint;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.FeedsConfig;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.anthropic.AnthropicFeed;
import io.keyfuse.ingest.feed.anthropic.AnthropicReport;
import io.keyfuse.ingest.feed.inventory.AnthropicKeyListing;
import io.keyfuse.ingest.feed.inventory.InventoryFeed;
import io.keyfuse.ingest.feed.inventory.KeyListing;
import io.keyfuse.ingest.feed.inventory.LiteLlmKeyListing;
import io.keyfuse.ingest.feed.inventory.OpenAiKeyListing;
import io.keyfuse.ingest.feed.inventory.OpenRouterKeyListing;
import io.keyfuse.ingest.feed.litellm.LiteLlmSpendFeed;
import io.keyfuse.ingest.feed.openai.OpenAiFeed;
import io.keyfuse.ingest.feed.openrouter.OpenRouterKeysFeed;
import io.keyfuse.schemas.config.ConfigException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes feeds from configuration. For start-up; not thread-safe. */
public final class FeedFactory {
  private static final List<String> OPENAI =
      List.of(
          "completions",
          "embeddings",
          "moderations",
          "images",
          "audio_speeches",
          "audio_transcriptions",
          "vector_stores",
          "code_interpreter_sessions",
          "file_search_calls",
          "web_search_calls",
          "costs");
  private static final List<String> OPENAI_DEFAULT =
      List.of(
          "completions", "embeddings", "images", "audio_speeches", "audio_transcriptions", "costs");
  private static final Duration INVENTORY_INTERVAL = Duration.ofMinutes(10);

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final HttpClient client = FeedHttp.client();
  private final List<PullFeed> feeds = new ArrayList<>();

  /** Makes a factory; secrets are read from the environment and the files it names. */
  public FeedFactory(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * Makes all feeds of a configuration.
   *
   * @throws io.keyfuse.schemas.config.ConfigException when a credential is missing or a report is
   *     unknown
   */
  public List<PullFeed> feeds(FeedsConfig config) {
    config.openai().forEach(this::openAi);
    config.anthropic().forEach(this::anthropic);
    config.openrouter().forEach(this::openRouter);
    config.litellm().forEach(this::liteLlm);
    return List.copyOf(feeds);
  }

  private void openAi(FeedConnection connection) {
    FeedHttp http = http("openai", connection, connection.base("https://api.openai.com/v1"));
    String group = connection.arrayStyle() == ArrayStyle.REPEAT ? "group_by" : "group_by[]";
    var shared = new OpenAiFeed.Connection(connection.name(), http, group, clock);
    for (String report : connection.reports(OPENAI, OPENAI_DEFAULT)) {
      boolean daily = report.equals("costs");
      FeedSchedule schedule = daily ? connection.daily() : connection.schedule();
      feeds.add(new OpenAiFeed(shared, report, schedule));
    }
    inventory(connection, new OpenAiKeyListing(), http);
  }

  private void anthropic(FeedConnection connection) {
    FeedHttp http = http("anthropic", connection, connection.base("https://api.anthropic.com"));
    List<String> known = Arrays.stream(AnthropicReport.values()).map(r -> r.word()).toList();
    for (String word : connection.reports(known, List.of("usage", "cost"))) {
      AnthropicReport report = AnthropicReport.of(word);
      FeedSchedule schedule = report.isDaily() ? connection.daily() : connection.schedule();
      feeds.add(new AnthropicFeed(connection.name(), report, schedule, http, clock));
    }
    inventory(connection, new AnthropicKeyListing(), http);
  }

  private void openRouter(FeedConnection connection) {
    FeedHttp http = http("openrouter", connection, connection.base("https://openrouter.ai/api/v1"));
    if (connection.reports(List.of("keys"), List.of("keys")).contains("keys")) {
      feeds.add(new OpenRouterKeysFeed(connection.name(), connection.schedule(), http, clock));
    }
    inventory(connection, new OpenRouterKeyListing(), http);
  }

  private void liteLlm(FeedConnection connection) {
    FeedHttp http = http("litellm", connection, connection.base(""));
    if (connection.reports(List.of("spend_logs"), List.of("spend_logs")).contains("spend_logs")) {
      feeds.add(new LiteLlmSpendFeed(connection, http, clock));
    }
    inventory(connection, new LiteLlmKeyListing(connection.account()), http);
  }

  private void inventory(FeedConnection connection, KeyListing listing, FeedHttp http) {
    if (connection.inventory()) {
      FeedSchedule often = FeedSchedule.minutely();
      FeedSchedule schedule =
          new FeedSchedule(INVENTORY_INTERVAL, often.lookback(), often.settle(), often.backfill());
      feeds.add(new InventoryFeed(connection.name(), listing, schedule, http, clock));
    }
  }

  private FeedHttp http(String provider, FeedConnection connection, URI base) {
    String field = "ingest.feeds." + provider + "[" + connection.name() + "].credential";
    String secret = connection.credential().resolve(field, environment);
    if (!secret.matches("[\\x21-\\x7e]+")) {
      throw new ConfigException(field, "has blanks or other signs that no credential has; mend it");
    }
    Map<String, String> headers =
        provider.equals("anthropic")
            ? Map.of(
                "x-api-key",
                secret,
                "anthropic-version",
                "2023-06-01",
                "anthropic-beta",
                AnthropicReport.BETA)
            : Map.of("Authorization", "Bearer " + secret);
    return new FeedHttp(
        new FeedEndpoint(base, headers, connection.requestTimeout()), clock, client);
  }
}
