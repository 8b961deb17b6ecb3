package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * API Keys API v2. Changes answer with an operation that is done when it is looked at. A deleted
 * key can be undeleted and nothing else. What Google answers to a second deletion is not published;
 * here it is FAILED_PRECONDITION.
 */
final class GoogleApiKeyRoutes {
  private static final String OPERATIONS = "operations";
  private static final int PAGE = 2;
  private static final Set<String> CLIENTS =
      Set.of(
          "serverKeyRestrictions",
          "browserKeyRestrictions",
          "androidKeyRestrictions",
          "iosKeyRestrictions");

  private final StandInState state;

  GoogleApiKeyRoutes(StandInState state) {
    this.state = state;
  }

  /** Pages are short, so that a reader has to follow them. */
  StandInReply list(StandInRequest request, Map<String, String> path) {
    boolean deletedToo = "true".equals(request.parameter("showDeleted"));
    List<ObjectNode> keys = new ArrayList<>();
    for (ObjectNode key : state.keys()) {
      boolean inProject = Json.required(key, "project").equals(path.get("project"));
      boolean hidden = key.path("deleted").booleanValue() && !deletedToo;
      if (inProject && !hidden && !key.hasNonNull("account")) {
        keys.add(view(key));
      }
    }
    if (state.keys().stream()
        .noneMatch(k -> k.path("project").asText().equals(path.get("project")))) {
      throw new StandInRefusal(403, "PERMISSION_DENIED", "no such project, or not yours");
    }
    String token = request.parameter("pageToken");
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(keys.size(), from + PAGE);
    ObjectNode page = Json.object();
    page.set("keys", Json.array(keys.subList(from, to)));
    if (to < keys.size()) {
      page.put("nextPageToken", String.valueOf(to));
    }
    return StandInReply.ok(page);
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    ObjectNode key = known(path, String.valueOf(path.get("key")));
    refuse(!"restrictions".equals(request.parameter("updateMask")), "INVALID_ARGUMENT");
    refuse(key.path("deleted").booleanValue(), "FAILED_PRECONDITION");
    JsonNode restrictions = body.path("restrictions");
    refuse(!restrictions.isObject(), "INVALID_ARGUMENT");
    int clients = 0;
    for (var member : restrictions.properties()) {
      boolean client = CLIENTS.contains(member.getKey());
      refuse(!client && !member.getKey().equals("apiTargets"), "INVALID_ARGUMENT");
      clients += client ? 1 : 0;
    }
    refuse(clients > 1, "INVALID_ARGUMENT");
    key.remove("restrictions");
    if (!restrictions.isEmpty()) {
      key.set("restrictions", restrictions);
    }
    return change(key, "PATCH key", restrictions);
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    ObjectNode key = known(path, String.valueOf(path.get("key")));
    refuse(key.path("deleted").booleanValue(), "FAILED_PRECONDITION");
    return change(key.put("deleted", true), "DELETE key", Json.object());
  }

  StandInReply undelete(StandInRequest request, Map<String, String> path) {
    String named = String.valueOf(path.get("key"));
    if (!named.endsWith(":undelete")) {
      throw new StandInRefusal(404, "NOT_FOUND", "no such method");
    }
    ObjectNode key = known(path, named.substring(0, named.length() - ":undelete".length()));
    refuse(!key.path("deleted").booleanValue(), "FAILED_PRECONDITION");
    return change(key.put("deleted", false), "UNDELETE key", Json.object());
  }

  StandInReply operation(StandInRequest request, Map<String, String> path) {
    String name = OPERATIONS + "/" + path.get("operation");
    if (state.store().get(OPERATIONS, name) == null) {
      throw new StandInRefusal(404, "NOT_FOUND", "no such operation");
    }
    return StandInReply.ok(Json.object().put("name", name).put("done", true));
  }

  private StandInReply change(ObjectNode key, String what, JsonNode change) {
    String id = Json.required(key, "id");
    String name = OPERATIONS + "/akmf." + state.store().size(OPERATIONS);
    ObjectNode operation = Json.object().put("name", name);
    state.change(
        id,
        what,
        change,
        List.of(new Put(StandInState.KEYS, id, key), new Put(OPERATIONS, name, operation)));
    return StandInReply.ok(operation);
  }

  private ObjectNode known(Map<String, String> path, String id) {
    ObjectNode key = state.key(id);
    boolean there = key != null && Json.required(key, "project").equals(path.get("project"));
    if (key == null || !there || key.hasNonNull("account")) {
      throw new StandInRefusal(404, "NOT_FOUND", "no such key");
    }
    return key;
  }

  private static void refuse(boolean wrong, String status) {
    if (wrong) {
      throw new StandInRefusal(400, status, "the request does not fit the key or the API");
    }
  }

  private ObjectNode view(ObjectNode key) {
    String id = Json.required(key, "id");
    ObjectNode view =
        Json.object()
            .put("name", "projects/" + Json.text(key, "project") + "/locations/global/keys/" + id)
            .put("uid", id)
            .put("etag", "W/\"1\"");
    if (key.path("deleted").booleanValue()) {
      view.put("deleteTime", state.now().toString());
    }
    if (key.has("restrictions")) {
      view.set("restrictions", key.get("restrictions"));
    }
    return view;
  }
}
