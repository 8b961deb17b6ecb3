package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.openrouter.OpenRouterKeyPages;
import java.util.function.Consumer;

/** OpenRouter's keys of the default workspace, disabled ones too. */
public final class OpenRouterKeyListing implements KeyListing {
  @Override
  public String provider() {
    return "openrouter";
  }

  @Override
  public void list(FeedHttp http, Consumer<JsonKey> keys) {
    OpenRouterKeyPages.each(
        http, page -> page.forEach(key -> keys.accept(new JsonKey("key", key, ""))));
  }

  @Override
  public KeyRecord read(JsonKey key) {
    JsonNode json = key.json();
    String workspace = JsonFields.text(json, "workspace_id");
    boolean disabled = json.path("disabled").asBoolean();
    return new KeyRecord.Attributes()
        .with("workspace_id", workspace)
        .with("owner_id", JsonFields.text(json, "creator_user_id"))
        .with("key_name", JsonFields.text(json, "name"))
        .with("status", disabled ? "disabled" : "active")
        .with("limit_usd", JsonFields.text(json, "limit"))
        .with("created_at", JsonFields.text(json, "created_at"))
        .with("provider_expires_at", JsonFields.text(json, "expires_at"))
        .of(BucketedUsage.credential(provider(), workspace, JsonFields.required(json, "hash")));
  }
}
