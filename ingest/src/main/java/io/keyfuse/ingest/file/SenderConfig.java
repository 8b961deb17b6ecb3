package io.keyfuse.ingest.file;

import java.net.URI;
import java.time.Duration;

/**
 * How to post to an intake. Printing it hides the token. Immutable.
 *
 * @param uri address of {@code /v1/usage}
 * @param token bearer token
 * @param batchRecords records of one request
 * @param concurrency requests at the same time
 * @param attempts tries of one request
 * @param timeout how long one try may take
 */
public record SenderConfig(
    URI uri, String token, int batchRecords, int concurrency, int attempts, Duration timeout) {

  /** Checks the bounds. */
  public SenderConfig {
    if (batchRecords < 1 || concurrency < 1 || attempts < 1) {
      throw new IllegalArgumentException("batchRecords, concurrency and attempts are at least 1");
    }
  }

  /** Returns batches of 500, four at a time, ten tries of 30 s. */
  public static SenderConfig of(URI uri, String token) {
    return new SenderConfig(uri, token, 500, 4, 10, Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return "SenderConfig[" + uri + ", " + batchRecords + " records]";
  }
}
