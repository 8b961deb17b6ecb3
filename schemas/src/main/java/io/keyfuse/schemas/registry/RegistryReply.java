package io.keyfuse.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;

/**
 * One instance's full answer.
 *
 * @param from the instance's base URL
 * @param status HTTP status
 * @param body the body's JSON; a missing node where it is none
 */
record RegistryReply(URI from, int status, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RegistryReply of(URI from, int status, byte[] bytes) {
    return new RegistryReply(from, status, parse(bytes));
  }

  /** Returns true for an answer that another instance or a later try may better. */
  boolean isPassing() {
    return status == 408 || status == 429 || status >= 500;
  }

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Returns the registry's own code, or 0 when the answer is not a registry's. */
  int errorCode() {
    return body.path("error_code").asInt(0);
  }

  /** Returns the registry's own words, bounded. */
  String message() {
    String text = body.path("message").asText("");
    return text.length() <= 500 ? text : text.substring(0, 500) + "...";
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
