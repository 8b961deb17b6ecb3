package io.keyfuse.ingest.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.http.ParsedBatch.RecordError;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered. Immutable.
 *
 * @param status 200 when every record was taken, 202 when some were refused, 400 when all were;
 *     else the status of the error code
 * @param json body
 * @param isRetryable true when Retry-After belongs to it
 */
record Answer(int status, String json, boolean isRetryable) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers a batch whose events are stored. */
  static Answer of(ParsedBatch batch) {
    int accepted = batch.events().size();
    ObjectNode body = JSON.createObjectNode();
    body.put("accepted", accepted);
    body.put("duplicates", batch.duplicates());
    body.put("rejected", batch.errors().size());
    ArrayNode errors = body.putArray("errors");
    batch.errors().forEach(error -> describe(errors.addObject(), error));
    if (batch.errors().isEmpty()) {
      return new Answer(200, body.toString(), false);
    }
    if (accepted + batch.duplicates() > 0) {
      return new Answer(202, body.toString(), false);
    }
    RecordError first = batch.errors().get(0);
    describe(body, ErrorCode.ALL_REJECTED, first.rejection().message(), first.rejection().field());
    return new Answer(ErrorCode.ALL_REJECTED.status(), body.toString(), false);
  }

  /** Answers a request that is refused as a whole. */
  static Answer of(ErrorCode code, String message, @Nullable String field) {
    ObjectNode body = JSON.createObjectNode();
    describe(body, code, message, field);
    boolean retryable = code == ErrorCode.TOO_MANY_REQUESTS || code == ErrorCode.UNAVAILABLE;
    return new Answer(code.status(), body.toString(), retryable);
  }

  private static void describe(ObjectNode into, RecordError error) {
    into.put("index", error.index());
    into.put("event_id", error.eventId());
    into.put("reason", error.rejection().reason().code());
    into.put("field", error.rejection().field());
    into.put("message", error.rejection().message());
  }

  private static void describe(
      ObjectNode into, ErrorCode code, String message, @Nullable String field) {
    ObjectNode error = into.putObject("error");
    error.put("code", code.code());
    error.put("message", message);
    error.put("field", field);
  }
}
