package io.keyfuse.ingest.feed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The providers' stand-ins at a time that the test sets, and readers of them. */
public final class StandInSite implements AutoCloseable {
  private final StandInServer server;
  private volatile Instant now;

  /** Starts them. */
  public StandInSite(Path folder, Instant start) {
    now = start;
    server = StandInServer.start(StandInConfig.on(folder).withClock(clock()));
  }

  /** Sets the time of providers and feeds. */
  public void at(Instant time) {
    now = time;
  }

  /** Returns that time. */
  public InstantSource clock() {
    return () -> now;
  }

  /** Returns a reader of OpenAI's API. */
  public FeedHttp openAi() {
    return http(
        URI.create(server.openAi() + "/v1"),
        Map.of("Authorization", "Bearer " + StandInConfig.OPENAI_ADMIN_KEY));
  }

  /** Returns a reader of Anthropic's API. */
  public FeedHttp anthropic() {
    return http(
        server.anthropic(),
        Map.of(
            "x-api-key",
            StandInConfig.ANTHROPIC_ADMIN_KEY,
            "anthropic-version",
            "2023-06-01",
            "anthropic-beta",
            "analytics-usage-cost-2026-08-24"));
  }

  /** Returns a reader of the LiteLLM proxy. */
  public FeedHttp liteLlm() {
    return http(
        server.liteLlm(), Map.of("Authorization", "Bearer " + StandInConfig.LITELLM_MASTER_KEY));
  }

  /** Returns the stand-ins. */
  public StandInServer server() {
    return server;
  }

  /** Sets rows of a stand-in's reports. */
  public static void report(URI standIn, ObjectNode... rows) {
    new StandInClient(standIn).report(List.of(rows));
  }

  /** Begins a row of a report. */
  public static ObjectNode row(String report, String start, String key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("report", report)
        .put("start", start)
        .put("key_id", key)
        .put("project", "proj_1")
        .put("model", "m1")
        .put("requests", 2)
        .put("input", 1000)
        .put("cached", 100)
        .put("output", 50);
  }

  private FeedHttp http(URI base, Map<String, String> headers) {
    FeedEndpoint endpoint = new FeedEndpoint(base, headers, Duration.ofSeconds(10));
    return new FeedHttp(endpoint, clock(), FeedHttp.client());
  }

  @Override
  public void close() {
    server.close();
  }
}
