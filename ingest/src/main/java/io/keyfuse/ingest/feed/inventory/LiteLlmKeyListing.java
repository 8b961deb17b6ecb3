package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.Query;
import io.keyfuse.schemas.v1.ContextEvent;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A LiteLLM proxy's keys by their hash. The list's rows are objects, or hashes alone where the
 * proxy's version knows no {@code return_full_object}.
 */
public final class LiteLlmKeyListing implements KeyListing {
  private static final String PROVIDER = "litellm";
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10_000;

  private final String account;

  /** Makes a listing whose credentials carry the proxy's account name. */
  public LiteLlmKeyListing(String account) {
    this.account = account;
  }

  @Override
  public void list(FeedHttp http, Consumer<JsonKey> keys) {
    for (int page = 1; page <= MOST_PAGES; page++) {
      Query query = Query.of("/key/list").with("page", page).with("size", PAGE);
      String path = query.with("return_full_object", true).toString();
      JsonNode rows = http.get(path, "keys").path("keys");
      rows.forEach(row -> keys.accept(new JsonKey("key", row, account)));
      if (rows.size() < PAGE) {
        return;
      }
    }
  }

  @Override
  public ContextEvent read(JsonKey key, Instant at) {
    JsonNode json = key.json();
    if (json.isTextual()) {
      return new InventoryEvent("litellm-keys", at)
          .of(BucketedUsage.credential(PROVIDER, account, json.textValue()));
    }
    boolean blocked = json.path("blocked").asBoolean();
    return new InventoryEvent("litellm-keys", at)
        .with("owner_id", JsonFields.text(json, "user_id"))
        .with("user_id", JsonFields.text(json, "user_id"))
        .with("team_id", JsonFields.text(json, "team_id"))
        .with("key_name", JsonFields.text(json, "key_alias"))
        .with("status", blocked ? "blocked" : "active")
        .with("limit_usd", JsonFields.text(json, "max_budget"))
        .with("created_at", JsonFields.text(json, "created_at"))
        .with("expires_at", JsonFields.text(json, "expires"))
        .of(BucketedUsage.credential(PROVIDER, account, JsonFields.required(json, "token")));
  }
}
