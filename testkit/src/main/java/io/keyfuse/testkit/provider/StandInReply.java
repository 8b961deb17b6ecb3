package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The answer to one request.
 *
 * @param body JSON; a bare text node stands for text of another form, such as XML
 */
record StandInReply(int status, JsonNode body, Map<String, String> headers) {
  static StandInReply ok(JsonNode body) {
    return new StandInReply(200, body, Map.of());
  }

  static StandInReply of(int status, JsonNode body) {
    return new StandInReply(status, body, Map.of());
  }

  /** Returns the body as it goes over the wire; nothing for a missing node. */
  String text() {
    return body.isTextual() ? body.textValue() : body.toString();
  }

  /** Returns the same with more headers. */
  StandInReply with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return new StandInReply(status, body, all);
  }
}
