package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.openrouter.OpenRouterKeyPages;
import io.keyfuse.schemas.v1.ContextEvent;
import java.time.Instant;
import java.util.function.Consumer;

/** OpenRouter's keys of the default workspace, disabled ones too. */
public final class OpenRouterKeyListing implements KeyListing {
  private static final String PROVIDER = "openrouter";

  @Override
  public void list(FeedHttp http, Consumer<JsonKey> keys) {
    OpenRouterKeyPages.each(
        http, page -> page.forEach(key -> keys.accept(new JsonKey("key", key, ""))));
  }

  @Override
  public ContextEvent read(JsonKey key, Instant at) {
    JsonNode json = key.json();
    String workspace = JsonFields.text(json, "workspace_id");
    boolean disabled = json.path("disabled").asBoolean();
    return new InventoryEvent("openrouter-keys", at)
        .with("workspace_id", workspace)
        .with("owner_id", JsonFields.text(json, "creator_user_id"))
        .with("key_name", JsonFields.text(json, "name"))
        .with("status", disabled ? "disabled" : "active")
        .with("limit_usd", JsonFields.text(json, "limit"))
        .with("created_at", JsonFields.text(json, "created_at"))
        .with("expires_at", JsonFields.text(json, "expires_at"))
        .of(BucketedUsage.credential(PROVIDER, workspace, JsonFields.required(json, "hash")));
  }
}
