package io.keyfuse.ingest.feed.openai;

import io.keyfuse.ingest.file.json.RecordShape;
import java.util.Set;

/**
 * The members of OpenAI's admin answers that Keyfuse keeps; secrets and names are not among them.
 */
public final class OpenAiNames {
  /** Of usage pages, costs pages, key lists and single keys. */
  public static final RecordShape SHAPE =
      RecordShape.of(
          Set.of(),
          Set.of(
              "object",
              "method",
              "path",
              "response",
              "data",
              "results",
              "start_time",
              "end_time",
              "input_tokens",
              "input_cached_tokens",
              "input_cache_write_tokens",
              "output_tokens",
              "num_model_requests",
              "num_requests",
              "num_sessions",
              "project_id",
              "user_id",
              "api_key_id",
              "model",
              "batch",
              "service_tier",
              "amount",
              "value",
              "currency",
              "line_item",
              "quantity",
              "id",
              "created_at",
              "last_used_at",
              "expires_at",
              "owner",
              "type",
              "user",
              "service_account"));

  private OpenAiNames() {}
}
