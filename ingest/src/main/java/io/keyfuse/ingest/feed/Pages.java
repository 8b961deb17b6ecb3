package io.keyfuse.ingest.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a list from page to page, and keeps a sweep from turning in circles: a page once, and a
 * bounded number of them. Used by one thread.
 */
public final class Pages {
  private static final int MOST = 20_000;

  private final String feed;
  private final Set<String> asked = new HashSet<>();

  /** Begins a sweep of a feed. */
  public Pages(String feed) {
    this.feed = feed;
  }

  /**
   * Returns what names the page after one with {@code has_more}; null after the last.
   *
   * @param name member that names the next page
   * @throws FeedFault when there is more and the page does not say where
   */
  public @Nullable String after(JsonNode page, String name) {
    if (!page.path("has_more").asBoolean()) {
      return null;
    }
    String next = JsonFields.text(page, name);
    if (next == null) {
      throw new FeedFault(
          FeedFault.Reason.FOREIGN_ANSWER, "feed " + feed + ": has_more without " + name);
    }
    return next;
  }

  /**
   * Takes note of the page that is asked for next; null for the first.
   *
   * @throws FeedFault when it was asked for before, or there are too many
   */
  public void next(@Nullable String page) {
    if (!asked.add(String.valueOf(page)) || asked.size() > MOST) {
      throw new FeedFault(
          FeedFault.Reason.FOREIGN_ANSWER, "feed " + feed + ": the provider's pages never end");
    }
  }
}
