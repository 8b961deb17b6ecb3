package io.keyfuse.ingest.feed;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a sweep from turning in circles: a page once, and a bounded number of them. */
public final class Pages {
  private static final int MOST = 20_000;

  private final String feed;
  private final Set<String> asked = new HashSet<>();

  /** Begins a sweep of a feed. */
  public Pages(String feed) {
    this.feed = feed;
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
