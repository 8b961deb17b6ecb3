package io.keyfuse.ingest.file.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.schemas.v1.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Token counts of an invocation log record: the log's own counts, else those in the answer's {@code
 * usage}, which a streamed answer has in one of its chunks. Bedrock counts cached input beside the
 * input; Keyfuse's input is the total of them. Stateless.
 */
final class BedrockTokens {
  private BedrockTokens() {}

  static TokenCounts of(JsonNode record) {
    JsonNode input = record.path("input");
    JsonNode output = record.path("output");
    JsonNode body = output.path("outputBodyJson");
    long fresh = first(input, "inputTokenCount", body, "inputTokens", "input_tokens");
    long read =
        first(
            input,
            "cacheReadInputTokenCount",
            body,
            "cacheReadInputTokens",
            "cache_read_input_tokens");
    long written =
        first(
            input,
            "cacheWriteInputTokenCount",
            body,
            "cacheWriteInputTokens",
            "cache_creation_input_tokens");
    long answered = first(output, "outputTokenCount", body, "outputTokens", "output_tokens");
    return new TokenCounts(fresh + read + written, read, written, 0L, answered, 0L);
  }

  private static long first(
      JsonNode counts, String count, JsonNode body, String camel, String snake) {
    if (counts.has(count)) {
      return JsonFields.count(counts, count);
    }
    long most = 0;
    for (JsonNode chunk : body.isArray() ? body : java.util.List.of(body)) {
      JsonNode usage = usage(chunk);
      if (usage != null) {
        // A stream repeats its running total: the last is the largest.
        most = Math.max(most, JsonFields.count(usage, usage.has(camel) ? camel : snake));
      }
    }
    return most;
  }

  private static @Nullable JsonNode usage(JsonNode chunk) {
    for (JsonNode holder : new JsonNode[] {chunk, chunk.path("message"), chunk.path("metadata")}) {
      if (holder.path("usage").isObject()) {
        return holder.path("usage");
      }
    }
    return null;
  }
}
