package io.keyfuse.ingest.feed;

import io.keyfuse.schemas.v1.ContextEvent;
import org.jspecify.annotations.Nullable;

/** What a feed stored in earlier sweeps, by this instance or another. Thread-safe. */
public interface FeedMemory {
  /** Returns the newest mark; {@link FeedMark#NONE} before the first. */
  FeedMark mark();

  /** Returns what the feed last stored under {@code feed/<name>/<detail>}, or null. */
  @Nullable ContextEvent detail(String detail);
}
