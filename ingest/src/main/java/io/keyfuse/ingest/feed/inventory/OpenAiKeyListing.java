package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.Pages;
import io.keyfuse.ingest.feed.Query;
import io.keyfuse.ingest.feed.openai.OpenAiKeysDecoder;
import io.keyfuse.schemas.v1.ContextEvent;
import java.time.Instant;
import java.util.function.Consumer;

/** OpenAI's keys, project by project, those without project access too. */
public final class OpenAiKeyListing implements KeyListing {
  private static final String PROJECTS = "/organization/projects";
  private static final int PAGE = 100;

  @Override
  public void list(FeedHttp http, Consumer<JsonKey> keys) {
    all(http, PROJECTS, "include_archived", "false", project -> keysOf(http, project, keys));
  }

  private static void keysOf(FeedHttp http, JsonNode project, Consumer<JsonKey> keys) {
    String id = JsonFields.text(project, "id");
    if (id == null) {
      throw http.foreign();
    }
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
      Query request = after == null ? query : query.with("after", after);
      JsonNode page = http.get(request.toString(), "data");
      page.path("data").forEach(each);
      after = guard.after(page, "last_id");
    } while (after != null);
  }

  @Override
  public ContextEvent read(JsonKey key, Instant at) {
    return OpenAiKeysDecoder.event(key.account(), key.json(), at);
  }
}
