package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One Portkey key's limits, as texts of JSON or {@code none}. A lower limit in force stays. Portkey
 * describes no way to take a usage limit away. Thread-safe.
 */
final class PortkeyKeys {
  static final String RATES = "rate_limits";
  static final String USAGE = "usage_limits";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ProviderHttp http;

  PortkeyKeys(ProviderHttp http) {
    this.http = http;
  }

  Preparation throttle(ExecutionRequest request, long perMinute) {
    KeyView key = read(request);
    ArrayNode limits = NODES.arrayNode();
    for (JsonNode limit : json(key.state().get(RATES), key.trace())) {
      if (!isPerMinute(limit)) {
        limits.add(limit);
      } else if (limit.path("value").asLong(Long.MAX_VALUE) <= perMinute) {
        return HttpKeyExecutor.already(key.trace(), "the key's rate already is low", key.state());
      }
    }
    limits.addObject().put("type", "requests").put("unit", "rpm").put("value", perMinute);
    return move(request, Map.of(RATES, SortedJson.of(limits).toString()), key);
  }

  private static boolean isPerMinute(JsonNode limit) {
    return limit.path("type").asText().equals("requests")
        && limit.path("unit").asText().equals("rpm");
  }

  Preparation cap(ExecutionRequest request, long usd) {
    KeyView key = read(request);
    JsonNode present = json(key.state().get(USAGE), key.trace());
    ObjectNode limit = present instanceof ObjectNode object ? object : NODES.objectNode();
    boolean inMoney = limit.path("type").asText("cost").equals("cost");
    if (inMoney && limit.path("credit_limit").asLong(Long.MAX_VALUE) <= usd) {
      return HttpKeyExecutor.already(key.trace(), "the key's limit already is low", key.state());
    }
    limit.put("credit_limit", usd).put("type", "cost");
    return move(request, Map.of(USAGE, SortedJson.of(limit).toString()), key);
  }

  Preparation restore(ExecutionRequest request) {
    KeyView key = read(request);
    Map<String, String> wanted = new TreeMap<>();
    for (String name : new String[] {RATES, USAGE}) {
      String named = request.parameter(name);
      if (named != null && !named.equals(key.state().get(name))) {
        json(named, key.trace());
        wanted.put(name, named);
      }
    }
    if (request.parameter(RATES) == null && request.parameter(USAGE) == null) {
      throw failed(
          "parameters rate_limits and usage_limits are missing; name what was there before",
          OutcomeReason.MISSING_COORDINATE,
          key.trace());
    }
    if (Limits.NONE.equals(wanted.get(USAGE))) {
      throw failed(
          "Portkey cannot take usage_limits away by its API; raise it there",
          OutcomeReason.NOT_REVERSIBLE,
          key.trace());
    }
    return move(request, wanted, key);
  }

  private Preparation move(ExecutionRequest request, Map<String, String> wanted, KeyView present) {
    ObjectNode body = NODES.objectNode();
    wanted.forEach((name, text) -> body.set(name, json(text, present.trace())));
    return new KeyMove(
            wanted,
            () -> http.put(path(request), body).orThrow("setting the key's limits").trace(),
            () -> read(request))
        .from(present);
  }

  Preparation revoke(ExecutionRequest request) {
    return new KeyDeletion(http, path(request), PortkeyKeys::view).of(request);
  }

  private KeyView read(ExecutionRequest request) {
    return view(http.get(path(request)).orThrow("reading the key"));
  }

  private static KeyView view(ProviderAnswer answer) {
    answer.required("id");
    return new KeyView(
        answer.trace(),
        Map.of(
            RATES, SortedJson.textOrNone(answer.body().path(RATES)),
            USAGE, SortedJson.textOrNone(answer.body().path(USAGE))));
  }

  /** Returns limits as JSON; none is an empty list. */
  private static JsonNode json(@Nullable String text, ProviderTrace trace) {
    try {
      return text == null || text.equals(Limits.NONE)
          ? NODES.arrayNode()
          : ProviderHttp.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw failed("a limit is no JSON", OutcomeReason.MISSING_COORDINATE, trace);
    }
  }

  private static ProviderCallException failed(
      String detail, OutcomeReason reason, ProviderTrace trace) {
    return ProviderCallException.failed(detail, reason, trace);
  }

  private static String path(ExecutionRequest request) {
    return "/api-keys/" + ProviderHttp.segment(request.keyId());
  }
}
