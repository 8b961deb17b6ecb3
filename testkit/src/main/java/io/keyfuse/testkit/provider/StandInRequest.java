package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as a provider's cloud sees it.
 *
 * @param method upper case
 * @param path decoded path without the query
 * @param query decoded parameters, each with all its values
 * @param headers by lower-case name, the first value of each
 * @param body as UTF-8 text
 */
record StandInRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {

  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** Returns what tells requests apart: the path, and the form where the request is one. */
  String target() {
    String type = header("content-type");
    boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
    return form ? path + "?" + body : path;
  }

  /** Returns the first value of a query parameter. */
  @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.get(0);
  }

  /** Returns every value of a parameter, also in its {@code name[]} spelling. */
  List<String> parameters(String name) {
    List<String> plain = query.getOrDefault(name, List.of());
    return plain.isEmpty() ? query.getOrDefault(name + "[]", List.of()) : plain;
  }

  /** Returns the token of an {@code Authorization: Bearer} header. */
  @Nullable String bearer() {
    String value = header("authorization");
    return value != null && value.startsWith("Bearer ") ? value.substring(7).strip() : null;
  }

  /** Returns the body as a JSON object; refuses other content types and other JSON with 400. */
  ObjectNode json() {
    String type = header("content-type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new StandInRefusal(400, "invalid_content_type", "send Content-Type: application/json");
    }
    try {
      if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new StandInRefusal(400, "invalid_json", "We could not parse the JSON body.");
    }
    throw new StandInRefusal(400, "invalid_json", "The body must be a JSON object.");
  }
}
