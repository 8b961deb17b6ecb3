package io.keyfuse.ingest.http;

import io.javalin.http.Context;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** How one way in reads a request and words its answers; the door does the rest. One request. */
public interface IntakeProtocol {
  /**
   * Reads the whole body before anything is published.
   *
   * @param request for its headers only
   * @param body unpacked and bounded
   * @throws RequestFault when the request is refused as a whole
   */
  ParsedBatch read(Context request, InputStream body);

  /** Answers a batch whose events are stored. */
  default Answer stored(ParsedBatch batch) {
    return Answer.of(batch);
  }

  /** Answers a request that is refused as a whole. */
  default Answer refused(ErrorCode code, String message, @Nullable String field) {
    return Answer.of(code, message, field);
  }
}
