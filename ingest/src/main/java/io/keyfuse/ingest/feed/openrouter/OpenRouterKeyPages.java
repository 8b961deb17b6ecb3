package io.keyfuse.ingest.feed.openrouter;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.Query;
import java.util.function.Consumer;

/** The pages of {@code GET /keys}: up to 100 keys each, disabled ones too. Stateless. */
public final class OpenRouterKeyPages {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 2_000;

  private OpenRouterKeyPages() {}

  /** Hands on the array of keys of each page. */
  public static void each(FeedHttp http, Consumer<JsonNode> pages) {
    for (int page = 0; page < MOST_PAGES; page++) {
      Query query = Query.of("/keys").with("include_disabled", true).with("offset", page * PAGE);
      JsonNode keys = http.get(query.toString(), "data").path("data");
      pages.accept(keys);
      if (keys.size() < PAGE) {
        return;
      }
    }
  }
}
