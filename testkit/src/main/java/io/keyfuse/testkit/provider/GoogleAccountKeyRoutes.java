package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.List;
import java.util.Map;

/** Keys of service accounts in the IAM API: read, disable, enable, delete. */
final class GoogleAccountKeyRoutes {
  private final StandInState state;

  GoogleAccountKeyRoutes(StandInState state) {
    this.state = state;
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    ObjectNode key = known(path, String.valueOf(path.get("key")));
    ObjectNode view = Json.object().put("name", request.path().substring("/v1/".length()));
    return StandInReply.ok(key.path("disabled").booleanValue() ? view.put("disabled", true) : view);
  }

  StandInReply act(StandInRequest request, Map<String, String> path) {
    String[] named = String.valueOf(path.get("key")).split(":", 2);
    ObjectNode key = known(path, named[0]);
    String action = named.length == 2 ? named[1] : "";
    if (!action.equals("disable") && !action.equals("enable")) {
      throw new StandInRefusal(404, "NOT_FOUND", "no such method");
    }
    if (!request.json().isEmpty()) {
      throw new StandInRefusal(400, "INVALID_ARGUMENT", "the body must be empty");
    }
    save(key.put("disabled", action.equals("disable")), action);
    return StandInReply.ok(Json.object());
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    save(known(path, String.valueOf(path.get("key"))).put("deleted", true), "DELETE");
    return StandInReply.ok(Json.object());
  }

  private void save(ObjectNode key, String action) {
    String id = Json.required(key, "id");
    Put put = new Put(StandInState.KEYS, id, key);
    state.change(id, action + " account key", Json.object(), List.of(put));
  }

  private ObjectNode known(Map<String, String> path, String id) {
    ObjectNode key = state.key(id);
    boolean there =
        key != null
            && !key.path("deleted").booleanValue()
            && Json.required(key, "project").equals(path.get("project"))
            && String.valueOf(path.get("account")).equals(Json.text(key, "account"));
    if (key == null || !there) {
      throw new StandInRefusal(404, "NOT_FOUND", "Service account key does not exist.");
    }
    return key;
  }
}
