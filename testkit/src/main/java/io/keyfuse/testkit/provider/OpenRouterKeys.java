package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /api/v1/keys}: list, read, set disabled and limit, delete. Deletion is final. */
final class OpenRouterKeys {
  private static final int PAGE = 100;
  private static final Set<String> RESETS = Set.of("daily", "weekly", "monthly");

  private final StandInState state;

  OpenRouterKeys(StandInState state) {
    this.state = state;
  }

  StandInReply list(StandInRequest request, Map<String, String> path) {
    String from = request.parameter("offset");
    boolean disabledToo = "true".equals(request.parameter("include_disabled"));
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode key : state.keys()) {
      boolean hidden = key.path("disabled").booleanValue() && !disabledToo;
      if (!key.path("deleted").booleanValue() && !hidden) {
        rows.add(row(key));
      }
    }
    int offset = Math.min(rows.size(), from == null ? 0 : Integer.parseInt(from));
    int end = Math.min(rows.size(), offset + PAGE);
    return StandInReply.ok(Json.object().set("data", Json.array(rows.subList(offset, end))));
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    return answer(live(path));
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    ObjectNode key = live(path);
    if (body.isEmpty()) {
      throw new StandInRefusal(400, "bad_request", "nothing to update");
    }
    body.forEachEntry(OpenRouterKeys::check);
    key.setAll(body);
    String id = Json.required(key, "id");
    state.change(id, "PATCH keys", body, List.of(new Put(StandInState.KEYS, id, key)));
    return answer(key);
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    ObjectNode key = live(path).put("deleted", true);
    String id = Json.required(key, "id");
    state.change(id, "DELETE keys", Json.object(), List.of(new Put(StandInState.KEYS, id, key)));
    return StandInReply.ok(Json.object().put("deleted", true));
  }

  private static void check(String member, JsonNode value) {
    boolean fits =
        switch (member) {
          case "disabled", "include_byok_in_limit" -> value.isBoolean();
          case "limit" ->
              value.isNull() || (value.isNumber() && value.decimalValue().signum() >= 0);
          case "limit_reset" -> value.isNull() || RESETS.contains(value.asText());
          case "name" -> value.isTextual();
          default -> false;
        };
    if (!fits) {
      throw new StandInRefusal(400, "bad_request", member + ": invalid");
    }
  }

  private ObjectNode live(Map<String, String> path) {
    ObjectNode key = state.key(String.valueOf(path.get("hash")));
    if (key == null || key.path("deleted").booleanValue()) {
      throw new StandInRefusal(404, "not_found", "API key not found");
    }
    return key;
  }

  private static StandInReply answer(ObjectNode key) {
    return StandInReply.ok(Json.object().set("data", row(key)));
  }

  private static ObjectNode row(ObjectNode key) {
    ObjectNode row = key.deepCopy().put("hash", Json.required(key, "id"));
    row.put("usage", new BigDecimal(NanoUsd.toUsd(key.path("spend_nanos").longValue())));
    row.remove(List.of("id", "deleted", "spend_nanos", StandInState.SECRET_HASH));
    return row;
  }
}
