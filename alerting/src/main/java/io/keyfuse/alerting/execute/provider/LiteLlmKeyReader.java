package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.regex.Pattern;

/** Reads and changes keys of a LiteLLM proxy by their hash. Thread-safe. */
final class LiteLlmKeyReader {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int PAGES = 50;

  private final ProviderHttp http;

  LiteLlmKeyReader(ProviderHttp http) {
    this.http = http;
  }

  /** Returns the key's hash; anything else might be a secret and goes nowhere. */
  static String hash(ExecutionRequest request) {
    if (!HASH.matcher(request.keyId()).matches()) {
      throw ProviderCallException.failed(
          "the key id is no SHA-256 in hex", OutcomeReason.UNKNOWN_KEY, ProviderTrace.NONE);
    }
    return request.keyId();
  }

  /** Reads the key, which may be missing. */
  ProviderAnswer find(ExecutionRequest request) {
    ProviderAnswer key = http.get("/key/info?key=" + hash(request));
    return key.is(RetryClass.MISSING) ? key : key.orThrow("reading the key");
  }

  /** Returns the key's row. */
  JsonNode row(ExecutionRequest request) {
    return row(find(request).orThrow("reading the key"));
  }

  /** Returns the row in an answer of {@code /key/info}. */
  static JsonNode row(ProviderAnswer answer) {
    JsonNode row = answer.body().path("info");
    if (!row.isObject()) {
      throw new ProviderCallException(
          "the answer has no info", RetryClass.RETRY, null, answer.trace());
    }
    return row;
  }

  ProviderAnswer change(String route, ObjectNode body) {
    return http.post(route, body).orThrow("POST " + route);
  }

  /** Returns true when the proxy lists the key among the deleted ones. */
  boolean deleted(ExecutionRequest request) {
    String hash = hash(request);
    for (int page = 1; page <= PAGES; page++) {
      ProviderAnswer answer =
          http.get("/key/list?status=deleted&size=100&page=" + page).orThrow("listing keys");
      for (JsonNode key : answer.body().path("keys")) {
        String id = key.isTextual() ? key.textValue() : key.path("token").asText();
        if (id.equals(hash)) {
          return true;
        }
      }
      if (page >= answer.body().path("total_pages").asInt(1)) {
        return false;
      }
    }
    return false;
  }
}
