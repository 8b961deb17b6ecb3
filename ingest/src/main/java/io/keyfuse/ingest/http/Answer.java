package io.keyfuse.ingest.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.http.ParsedBatch.RecordError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered. Immutable.
 *
 * @param status 200 when every record was taken, 202 when some were refused, 400 when all were;
 *     else the status of the error code
 * @param contentType of the body
 * @param body bytes as they are sent
 * @param isRetryable true when Retry-After belongs to it
 */
public record Answer(int status, String contentType, ByteBuffer body, boolean isRetryable) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Answer json(int status, ObjectNode body, boolean retryable) {
    return new Answer(
        status, "application/json", StandardCharsets.UTF_8.encode(body.toString()), retryable);
  }

  /** Answers a batch whose events are stored. */
  public static Answer of(ParsedBatch batch) {
    int accepted = batch.events().size();
    ObjectNode body = JSON.createObjectNode();
    body.put("accepted", accepted);
    body.put("duplicates", batch.duplicates());
    body.put("rejected", batch.errors().size());
    if (batch.ignored() > 0) {
      body.put("ignored", batch.ignored());
    }
    ArrayNode errors = body.putArray("errors");
    batch.errors().forEach(error -> describe(errors.addObject(), error));
    if (batch.errors().isEmpty()) {
      return json(200, body, false);
    }
    if (accepted + batch.duplicates() + batch.ignored() > 0) {
      return json(202, body, false);
    }
    RecordError first = batch.errors().get(0);
    describe(body, ErrorCode.ALL_REJECTED, first.rejection().message(), first.rejection().field());
    return json(ErrorCode.ALL_REJECTED.status(), body, false);
  }

  /** Answers a request that is refused as a whole. */
  public static Answer of(ErrorCode code, String message, @Nullable String field) {
    ObjectNode body = JSON.createObjectNode();
    describe(body, code, message, field);
    return json(code.status(), body, code.isRetryable());
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
