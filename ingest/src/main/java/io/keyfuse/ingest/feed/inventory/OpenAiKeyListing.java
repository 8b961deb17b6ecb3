package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.Pages;
import io.keyfuse.ingest.feed.Query;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** OpenAI's keys, project by project, those without project access too. */
public final class OpenAiKeyListing implements KeyListing {
  private static final String PROJECTS = "/organization/projects";
  private static final int PAGE = 100;

  @Override
  public String provider() {
    return "openai";
  }

  @Override
  public void list(FeedHttp http, Consumer<JsonKey> keys) {
    all(http, PROJECTS, "include_archived", "false", project -> keysOf(http, project, keys));
  }

  private static void keysOf(FeedHttp http, JsonNode project, Consumer<JsonKey> keys) {
    String id = JsonFields.required(project, "id");
    String path = PROJECTS + '/' + Query.segment(id) + "/api_keys";
    all(
        http,
        path,
        "owner_project_access",
        "any",
        key -> keys.accept(new JsonKey("key of project " + id, key, id)));
  }

  private static void all(
      FeedHttp http, String path, String name, String value, Consumer<JsonNode> each) {
    Pages guard = new Pages("openai-keys");
    String after = null;
    do {
      guard.next(after);
      Query query = Query.of(path).with("limit", PAGE).with(name, value);
      JsonNode page = http.get((after == null ? query : query.with("after", after)).toString());
      page.path("data").forEach(each);
      after = page.path("has_more").asBoolean() ? lastId(page) : null;
    } while (after != null);
  }

  private static @Nullable String lastId(JsonNode page) {
    JsonNode data = page.path("data");
    return data.isEmpty() ? null : JsonFields.text(data.get(data.size() - 1), "id");
  }

  @Override
  public KeyRecord read(JsonKey key) {
    JsonNode json = key.json();
    JsonNode owner = json.path("owner");
    String type = JsonFields.text(owner, "type");
    boolean service = "service_account".equals(type);
    String ownerId = JsonFields.text(owner.path(service ? "service_account" : "user"), "id");
    return new KeyRecord.Attributes()
        .with("project_id", key.account())
        .with("owner_type", type)
        .with("owner_id", ownerId)
        .with("service_account_id", service ? ownerId : null)
        .with("key_name", JsonFields.text(json, "name"))
        .with("created_at", JsonFields.text(json, "created_at"))
        .with("last_used_at", JsonFields.text(json, "last_used_at"))
        .with("provider_expires_at", JsonFields.text(json, "expires_at"))
        .of(BucketedUsage.credential(provider(), key.account(), JsonFields.required(json, "id")));
  }
}
