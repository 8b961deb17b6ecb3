package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.provider.OpenAiScopeHistory.History;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SUSPEND and RESTORE by a key's scopes. An empty list means all permissions, so that a suspended
 * key has a short list without model calls instead. Lists are compared sorted. Thread-safe.
 */
final class OpenAiScopes {
  /** Name of the scopes among {@code before} and among a RESTORE's parameters: a JSON array. */
  static final String SCOPES = "scopes";

  private final ProviderHttp http;
  private final OpenAiKeyReader reader;
  private final OpenAiScopeHistory history;
  private final List<String> suspended;

  OpenAiScopes(
      ProviderHttp http,
      OpenAiKeyReader reader,
      OpenAiScopeHistory history,
      List<String> suspended) {
    this.http = http;
    this.reader = reader;
    this.history = history;
    this.suspended = suspended.stream().sorted().toList();
  }

  Preparation suspend(ExecutionRequest request) {
    ProviderAnswer key = reader.find(request).orThrow("reading the key");
    if (reader.expired(key)) {
      Map<String, String> state = Map.of("expired", "true");
      return HttpKeyExecutor.already(key.trace(), "the key has expired", state);
    }
    History past = history.read(request);
    Map<String, String> before = state(past.before(suspended));
    if (suspended.equals(past.current())) {
      return HttpKeyExecutor.already(key.trace(), "the scopes already are narrow", before);
    }
    return HttpKeyExecutor.ready(before, () -> set(request, suspended, before));
  }

  Preparation restore(ExecutionRequest request) {
    ProviderAnswer key = reader.find(request).orThrow("reading the key");
    if (reader.expired(key)) {
      throw ProviderCallException.failed(
          "the key has expired and cannot be changed", OutcomeReason.NOT_REVERSIBLE, key.trace());
    }
    History past = history.read(request);
    List<String> wanted = wanted(request, past, key);
    Map<String, String> before = state(past.current());
    if (wanted.equals(past.current())) {
      return HttpKeyExecutor.already(key.trace(), "the scopes already are back", before);
    }
    return HttpKeyExecutor.ready(before, () -> set(request, wanted, before));
  }

  /** The scopes the command names, or else those that the log shows from before our change. */
  private List<String> wanted(ExecutionRequest request, History past, ProviderAnswer key) {
    String named = request.parameter(SCOPES);
    List<String> wanted = named == null ? null : parse(named);
    if (named == null && suspended.equals(past.current())) {
      wanted = past.before(suspended);
    }
    if (wanted == null) {
      throw ProviderCallException.failed(
          "the old scopes are unknown; name them as a JSON array in parameter scopes",
          OutcomeReason.MISSING_COORDINATE,
          key.trace());
    }
    return wanted;
  }

  private ExecutionResult set(
      ExecutionRequest request, List<String> scopes, Map<String, String> before) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    scopes.forEach(body.putArray(SCOPES)::add);
    ProviderAnswer posted =
        http.post(OpenAiKeyReader.path(request), body).orThrow("setting the key's scopes");
    // The log may lag; an accepted replacement is then all the provider tells.
    boolean logged = scopes.equals(history.read(last(request)).current());
    Map<String, String> after = new TreeMap<>(state(scopes));
    after.put("confirmed_by", logged ? "audit_log" : "answer");
    return new ExecutionResult.Applied(
        posted.trace(), "the key's scopes are " + scopes, before, after);
  }

  /** A read-back that fails must not repeat a change that was accepted. */
  private static ExecutionRequest last(ExecutionRequest request) {
    return new ExecutionRequest(request.command(), Integer.MAX_VALUE);
  }

  private static Map<String, String> state(@Nullable List<String> scopes) {
    if (scopes == null) {
      return Map.of();
    }
    return Map.of(SCOPES, ProviderHttp.JSON.valueToTree(scopes).toString());
  }

  private static @Nullable List<String> parse(String json) {
    try {
      JsonNode array = ProviderHttp.JSON.readTree(json);
      List<String> scopes = new ArrayList<>();
      for (JsonNode scope : array) {
        if (!scope.isTextual()) {
          return null;
        }
        scopes.add(scope.textValue());
      }
      return array.isArray() ? scopes.stream().sorted().toList() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
