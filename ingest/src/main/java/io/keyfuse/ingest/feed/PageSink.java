package io.keyfuse.ingest.feed;

import io.keyfuse.ingest.decode.Decoded;
import java.util.List;

/** Takes what a feed reads, page by page. For one sweep. */
public interface PageSink {
  /**
   * Stores all of a page or none of it, and returns when that is durable.
   *
   * @throws FeedFault NOT_STORED, when it could not be stored
   */
  void accept(List<Decoded> page);
}
