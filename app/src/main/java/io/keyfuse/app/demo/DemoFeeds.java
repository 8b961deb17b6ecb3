package io.keyfuse.app.demo;

import java.net.URI;
import java.util.Map;

/**
 * The pull feeds of the demo, as a configuration has them under {@code ingest.feeds}: the product's
 * own, on the stand-ins' addresses, in a hurry. Costs are left out, for days do not end in a demo,
 * and key lists, for the demo tells owners that no provider knows. Stateless and thread-safe.
 */
final class DemoFeeds {
  /** Account of the keys of the LiteLLM proxy. */
  static final String PROXY_ACCOUNT = "demo-proxy";

  private DemoFeeds() {}

  /** Returns the connections as YAML, by the provider's name in capitals. */
  static Map<String, String> of(StandInUrls standIns) {
    return Map.of(
        "OPENAI",
        connection("openai", standIns.openai().resolve("/v1"), "completions", "OPENAI_ADMIN"),
        "ANTHROPIC",
        connection("anthropic", standIns.anthropic(), "usage", "ANTHROPIC_ADMIN"),
        "LITELLM",
        connection("litellm", standIns.litellm(), "spend_logs", "LITELLM_MASTER"));
  }

  private static String connection(String name, URI url, String report, String secret) {
    return """
        - name: %s
          base_url: "%s"
          credential: {env: DEMO_%s_KEY}
          account: %s
          reports: [%s]
          inventory: false
          schedule: {interval: 1s, lookback: 3m, settle: 10s, backfill: 1m}
        """
        .formatted(name, url, secret, PROXY_ACCOUNT, report);
  }
}
