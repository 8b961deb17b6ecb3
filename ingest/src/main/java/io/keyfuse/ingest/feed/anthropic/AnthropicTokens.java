package io.keyfuse.ingest.feed.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.schemas.v1.TokenCounts;

/**
 * Anthropic counts uncached input, cache reads and cache writes apart; Keyfuse's input is their sum
 * (providers' reference, token accounting). Stateless.
 */
final class AnthropicTokens {
  private AnthropicTokens() {}

  static TokenCounts of(JsonNode usage) {
    JsonNode creation = usage.path("cache_creation");
    long read = JsonFields.count(usage, "cache_read_input_tokens");
    long hour = JsonFields.count(creation, "ephemeral_1h_input_tokens");
    long write = Math.addExact(hour, JsonFields.count(creation, "ephemeral_5m_input_tokens"));
    long uncached = JsonFields.count(usage, "uncached_input_tokens");
    return TokenCounts.newBuilder()
        .setInput(Math.addExact(Math.addExact(uncached, read), write))
        .setCachedRead(read)
        .setCacheWrite(write)
        .setCacheWrite1h(hour)
        .setOutput(JsonFields.count(usage, "output_tokens"))
        .build();
  }
}
