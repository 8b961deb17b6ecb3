package io.keyfuse.ingest.feed;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where a feed reads. Holds the credential, so it is never printed.
 *
 * @param base address; paths are appended to it
 * @param headers sent with every call
 * @param timeout longest wait for one whole answer
 */
public record FeedEndpoint(URI base, Map<String, String> headers, Duration timeout) {
  /** Copies the headers. */
  public FeedEndpoint {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
