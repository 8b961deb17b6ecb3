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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Key control of a LiteLLM proxy. Keys are named by secret or by its hash; nulls are dropped. */
final class LiteLlmKeys {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final List<String> LIMITS =
      List.of("max_budget", "tpm_limit", "rpm_limit", "max_parallel_requests");
  private static final Set<String> UPDATABLE =
      Set.of("key", "budget_duration", "models", "duration", "metadata", "key_alias");

  private final StandInState state;

  LiteLlmKeys(StandInState state) {
    this.state = state;
  }

  StandInReply info(StandInRequest request, Map<String, String> path) {
    ObjectNode key = live(id(request.parameter("key")));
    String id = Json.required(key, "id");
    return StandInReply.ok(Json.object().put("key", id).set("info", row(key)));
  }

  StandInReply list(StandInRequest request, Map<String, String> path) {
    boolean deleted = "deleted".equals(request.parameter("status"));
    int page = number(request.parameter("page"), 1);
    int size = number(request.parameter("size"), 10);
    List<JsonNode> ids = new ArrayList<>();
    for (ObjectNode key : state.keys()) {
      if (key.path("deleted").booleanValue() == deleted) {
        ids.add(key.get("id"));
      }
    }
    int from = Math.min(ids.size(), (page - 1) * size);
    int to = Math.min(ids.size(), from + size);
    return StandInReply.ok(
        Json.object()
            .put("total_count", ids.size())
            .put("current_page", page)
            .put("total_pages", (ids.size() + size - 1) / size)
            .set("keys", Json.array(ids.subList(from, to))));
  }

  StandInReply block(StandInRequest request, boolean blocked) {
    ObjectNode body = request.json();
    ObjectNode key = live(id(Json.text(body, "key"))).put("blocked", blocked);
    save(key, blocked ? "POST /key/block" : "POST /key/unblock", Json.object());
    return StandInReply.ok(row(key));
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    ObjectNode key = live(id(Json.text(body, "key")));
    ObjectNode changes = Json.object();
    body.forEachEntry(
        (member, value) -> {
          check(member, value);
          if (!value.isNull() && !member.equals("key")) {
            changes.set(member, value);
          }
        });
    key.setAll(changes);
    save(key, "POST /key/update", changes);
    return StandInReply.ok(row(key));
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    if (!body.path("keys").isArray() || body.path("keys").isEmpty()) {
      throw new StandInRefusal(400, "bad_request_error", "keys or key_aliases must be passed");
    }
    List<JsonNode> gone = new ArrayList<>();
    for (JsonNode named : body.get("keys")) {
      ObjectNode key = live(id(named.asText())).put("deleted", true);
      save(key, "POST /key/delete", Json.object());
      gone.add(named);
    }
    return StandInReply.ok(Json.object().set("deleted_keys", Json.array(gone)));
  }

  private void save(ObjectNode key, String operation, ObjectNode what) {
    String id = Json.required(key, "id");
    state.change(id, operation, what, List.of(new Put(StandInState.KEYS, id, key)));
  }

  private static void check(String member, JsonNode value) {
    boolean limit = LIMITS.contains(member);
    if (limit && !value.isNull() && (!value.isNumber() || value.decimalValue().signum() < 0)) {
      throw new StandInRefusal(422, "bad_request_error", member + ": Input should be a number");
    }
    if (!limit && !UPDATABLE.contains(member)) {
      throw new StandInRefusal(422, "bad_request_error", member + ": unexpected");
    }
  }

  private static String id(@Nullable String named) {
    if (named == null || named.isBlank()) {
      throw new StandInRefusal(422, "bad_request_error", "key: Field required");
    }
    if (named.startsWith("sk-")) {
      return Json.sha256(named);
    }
    if (!HASH.matcher(named).matches()) {
      throw new StandInRefusal(400, "bad_request_error", "Invalid key format.");
    }
    return named;
  }

  private ObjectNode live(String id) {
    ObjectNode key = state.key(id);
    if (key == null || key.path("deleted").booleanValue()) {
      throw new StandInRefusal(404, "not_found_error", "Key not found in database");
    }
    return key;
  }

  private static int number(@Nullable String text, int none) {
    try {
      int number = text == null ? none : Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new StandInRefusal(422, "bad_request_error", "page and size are numbers from 1");
    }
    throw new StandInRefusal(422, "bad_request_error", "page and size are numbers from 1");
  }

  private static ObjectNode row(ObjectNode key) {
    ObjectNode row = key.deepCopy();
    row.put("token", Json.required(key, "id"));
    row.put("spend", new BigDecimal(NanoUsd.toUsd(key.path("spend_nanos").longValue())));
    for (String limit : LIMITS) {
      if (!row.has(limit)) {
        row.putNull(limit);
      }
    }
    row.remove(List.of("id", "deleted", "spend_nanos", StandInState.SECRET_HASH));
    return row;
  }
}
