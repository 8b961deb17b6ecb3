package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /v1/organizations/api_keys}: list, read, set status or name. Archived is final. */
final class AnthropicKeys {
  private static final Set<String> SETTABLE = Set.of("active", "inactive", "archived");

  private final StandInState state;

  AnthropicKeys(StandInState state) {
    this.state = state;
  }

  /** Returns the status in force: a key past its expiry is {@code expired} whatever was set. */
  static String status(ObjectNode key, Instant now) {
    String set = Json.required(key, "status");
    String expires = Json.text(key, "expires_at");
    boolean expired = expires != null && !now.isBefore(Instant.parse(expires));
    return expired && !set.equals("archived") ? "expired" : set;
  }

  StandInReply list(StandInRequest request, Map<String, String> path) {
    int limit = Paging.limit(request, 20, 1000);
    String status = request.parameter("status");
    String workspace = request.parameter("workspace_id");
    List<ObjectNode> matching = new ArrayList<>();
    for (ObjectNode key : state.keys()) {
      boolean wanted = status == null || status.equals(status(key, state.now()));
      if (wanted && (workspace == null || workspace.equals(Json.text(key, "workspace_id")))) {
        matching.add(view(key));
      }
    }
    Paging page = Paging.of(matching, request.parameter("after_id"), limit);
    return StandInReply.ok(
        Json.object()
            .put("has_more", page.hasMore())
            .put("first_id", page.firstId())
            .put("last_id", page.lastId())
            .set("data", Json.array(page.items())));
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    return StandInReply.ok(view(known(path)));
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    ObjectNode key = known(path);
    body.fieldNames().forEachRemaining(AnthropicKeys::checkMember);
    JsonNode status = body.get("status");
    JsonNode name = body.get("name");
    if (status == null && name == null) {
      throw invalid("at least one of status and name is required");
    }
    if (name != null) {
      key.put("name", Json.required(body, "name"));
    }
    if (status != null) {
      key.put("status", checkStatus(status, key));
    }
    String id = Json.required(key, "id");
    state.change(id, "POST api_keys", body, List.of(new Put(StandInState.KEYS, id, key)));
    return StandInReply.ok(view(key));
  }

  private String checkStatus(JsonNode wanted, ObjectNode key) {
    if (!wanted.isTextual() || !SETTABLE.contains(wanted.textValue())) {
      throw invalid("status: must be one of active, inactive, archived");
    }
    String present = status(key, state.now());
    boolean isFinal = present.equals("archived") || present.equals("expired");
    if (isFinal && !wanted.textValue().equals("archived")) {
      throw invalid("api key is " + present + " and cannot be updated");
    }
    return wanted.textValue();
  }

  private static void checkMember(String member) {
    if (!member.equals("status") && !member.equals("name")) {
      throw invalid(member + ": Extra inputs are not permitted");
    }
  }

  private ObjectNode known(Map<String, String> path) {
    ObjectNode key = state.key(String.valueOf(path.get("key")));
    if (key == null) {
      throw new StandInRefusal(404, "not_found_error", "api key not found");
    }
    return key;
  }

  private ObjectNode view(ObjectNode key) {
    ObjectNode view =
        Json.object()
            .put("id", Json.required(key, "id"))
            .put("type", "api_key")
            .put("name", Json.text(key, "name"))
            .put("status", status(key, state.now()))
            .put("partial_key_hint", "sk-ant-api03-...")
            .put("created_at", Json.text(key, "created_at"))
            .put("expires_at", Json.text(key, "expires_at"));
    view.putNull("principal");
    view.putObject("created_by").put("id", "user_standin").put("type", "user");
    String workspace = Json.text(key, "workspace_id");
    ObjectNode scope =
        view.putObject("scope").put("type", workspace == null ? "organization" : "workspace");
    if (workspace != null) {
      scope.put("workspace_id", workspace);
    }
    return view;
  }

  private static StandInRefusal invalid(String message) {
    return new StandInRefusal(400, "invalid_request_error", message);
  }
}
