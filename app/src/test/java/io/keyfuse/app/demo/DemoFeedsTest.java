package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.connect.FeedFactory;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo's pull feeds as the product's configuration takes them. */
class DemoFeedsTest {
  private static final StandInUrls URLS =
      new StandInUrls(
          URI.create("http://127.0.0.1:1"),
          URI.create("http://127.0.0.1:2"),
          URI.create("http://127.0.0.1:3"));

  @Test
  void shouldReadEachStandInByTheProductsOwnFeed() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "DEMO_OPENAI_ADMIN_KEY", "a",
                "DEMO_ANTHROPIC_ADMIN_KEY", "b",
                "DEMO_LITELLM_MASTER_KEY", "c"));
    DemoFeeds.of(URLS)
        .forEach((path, list) -> environment.put("KEYFUSE__INGEST__FEEDS__" + path, list));

    AppConfig config = AppConfig.parse("kafka: {bootstrap.servers: \"127.0.0.1:1\"}", environment);
    List<PullFeed> feeds =
        new FeedFactory(environment, InstantSource.system()).feeds(config.ingest().feeds());

    assertThat(feeds)
        .extracting(PullFeed::name)
        .containsExactly("openai/completions", "anthropic/usage", "litellm/spend_logs");
    assertThat(config.ingest().feeds().openai().get(0).baseUrl())
        .isEqualTo(URI.create("http://127.0.0.1:1/v1"));
  }
}
