package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.Pages;
import io.keyfuse.ingest.feed.Query;
import io.keyfuse.schemas.v1.ContextEvent;
import java.time.Instant;
import java.util.function.Consumer;

/** Anthropic's keys, whatever their status. */
public final class AnthropicKeyListing implements KeyListing {
  private static final String PROVIDER = "anthropic";
  private static final String PATH = "/v1/organizations/api_keys";
  private static final int PAGE = 100;

  @Override
  public void list(FeedHttp http, Consumer<JsonKey> keys) {
    Pages guard = new Pages("anthropic-keys");
    String after = null;
    do {
      guard.next(after);
      Query query = Query.of(PATH).with("limit", PAGE);
      Query request = after == null ? query : query.with("after_id", after);
      JsonNode page = http.get(request.toString(), "data");
      page.path("data").forEach(key -> keys.accept(new JsonKey("key", key, "")));
      after = guard.after(page, "last_id");
    } while (after != null);
  }

  @Override
  public ContextEvent read(JsonKey key, Instant at) {
    JsonNode json = key.json();
    JsonNode scope = json.path("scope");
    String workspace = JsonFields.text(scope.isObject() ? scope : json, "workspace_id");
    return new InventoryEvent("anthropic-keys", at)
        .with("workspace_id", workspace)
        .with("owner_type", JsonFields.text(json.path("created_by"), "type"))
        .with("owner_id", JsonFields.text(json.path("created_by"), "id"))
        .with("key_name", JsonFields.text(json, "name"))
        .with("status", JsonFields.text(json, "status"))
        .with("created_at", JsonFields.text(json, "created_at"))
        .with("expires_at", JsonFields.text(json, "expires_at"))
        .of(BucketedUsage.credential(PROVIDER, workspace, JsonFields.required(json, "id")));
  }
}
