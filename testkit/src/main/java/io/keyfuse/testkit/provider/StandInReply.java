package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The answer to one request. */
record StandInReply(int status, JsonNode body, Map<String, String> headers) {
  static StandInReply ok(JsonNode body) {
    return new StandInReply(200, body, Map.of());
  }

  static StandInReply of(int status, JsonNode body) {
    return new StandInReply(status, body, Map.of());
  }
}
