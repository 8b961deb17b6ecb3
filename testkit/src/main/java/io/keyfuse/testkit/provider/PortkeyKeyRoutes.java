package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /v1/api-keys/{id}}: read, set limits, delete. */
final class PortkeyKeyRoutes {
  private static final Set<String> UNITS = Set.of("rps", "rpm", "rph", "rpd", "rpw");

  private final StandInState state;

  PortkeyKeyRoutes(StandInState state) {
    this.state = state;
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    ObjectNode view = live(path);
    view.remove(List.of("deleted", "spend_nanos", StandInState.SECRET_HASH));
    return StandInReply.ok(view.put("object", "api-key").put("status", "active"));
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    ObjectNode key = live(path);
    for (var member : body.properties()) {
      boolean fits =
          switch (member.getKey()) {
            case "rate_limits" -> areRates(member.getValue());
            case "usage_limits" -> isUsage(member.getValue());
            case "name" -> member.getValue().isTextual();
            default -> false;
          };
      if (!fits) {
        throw new StandInRefusal(400, "bad_request", member.getKey() + ": invalid");
      }
    }
    key.setAll(body);
    save(key, "PUT api-keys", body);
    return StandInReply.ok(Json.object());
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    save(live(path).put("deleted", true), "DELETE api-keys", Json.object());
    return StandInReply.ok(Json.object());
  }

  private void save(ObjectNode key, String operation, ObjectNode what) {
    String id = Json.required(key, "id");
    state.change(id, operation, what, List.of(new Put(StandInState.KEYS, id, key)));
  }

  private static boolean areRates(JsonNode limits) {
    boolean fit = limits.isArray();
    for (JsonNode limit : limits) {
      fit &= Set.of("requests", "tokens").contains(limit.path("type").asText());
      fit &= UNITS.contains(limit.path("unit").asText());
      fit &= limit.path("value").isIntegralNumber() && limit.path("value").asLong() >= 0;
    }
    return fit;
  }

  private static boolean isUsage(JsonNode limits) {
    JsonNode credit = limits.path("credit_limit");
    return credit.isIntegralNumber()
        && credit.asLong() >= 1
        && Set.of("cost", "tokens").contains(limits.path("type").asText());
  }

  private ObjectNode live(Map<String, String> path) {
    ObjectNode key = state.key(String.valueOf(path.get("key")));
    if (key == null || key.path("deleted").booleanValue()) {
      throw new StandInRefusal(404, "not_found", "API key not found");
    }
    return key;
  }
}
