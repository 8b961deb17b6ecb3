package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Keys of a project: the second coordinate must be right, or the key is not found. */
final class OpenAiKeys {
  private final StandInState state;
  private final OpenAiAuditLog audit;

  OpenAiKeys(StandInState state, OpenAiAuditLog audit) {
    this.state = state;
    this.audit = audit;
  }

  static boolean expired(ObjectNode key, StandInState state) {
    long expires = key.path("expires_at").longValue();
    return expires > 0 && state.now().getEpochSecond() >= expires;
  }

  /** Lists the projects that have a key. */
  StandInReply projects(StandInRequest request, Map<String, String> path) {
    List<ObjectNode> projects =
        state.keys().stream()
            .map(key -> Json.required(key, "project"))
            .distinct()
            .sorted()
            .map(id -> Json.object().put("id", id).put("object", "organization.project"))
            .toList();
    int limit = Paging.limit(request, 20, 100);
    return list(Paging.of(projects, request.parameter("after"), limit));
  }

  StandInReply list(StandInRequest request, Map<String, String> path) {
    String project = project(path);
    int limit = Paging.limit(request, 20, 100);
    String access = Objects.requireNonNullElse(request.parameter("owner_project_access"), "active");
    if (!Set.of("active", "inactive", "any").contains(access)) {
      throw invalid("owner_project_access: one of active, inactive, any");
    }
    List<ObjectNode> matching = new ArrayList<>();
    for (ObjectNode key : live(project)) {
      if (access.equals("any") || access.equals(Json.text(key, "owner_access"))) {
        matching.add(view(key));
      }
    }
    return list(Paging.of(matching, request.parameter("after"), limit));
  }

  private static StandInReply list(Paging page) {
    return StandInReply.ok(
        Json.object()
            .put("object", "list")
            .put("first_id", page.firstId())
            .put("last_id", page.lastId())
            .put("has_more", page.hasMore())
            .set("data", Json.array(page.items())));
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    return StandInReply.ok(view(known(path)));
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode key = known(path);
    ObjectNode body = request.json();
    checkUpdate(body);
    if (expired(key, state)) {
      throw invalid("The API key has expired and cannot be updated.");
    }
    if (body.has("scopes")) {
      key.set("scopes", body.get("scopes"));
    }
    if (body.has("expires_in_seconds")) {
      long seconds = body.get("expires_in_seconds").longValue();
      key.put("expires_at", state.now().getEpochSecond() + seconds);
    }
    ObjectNode requested = Json.object();
    requested.set("changes_requested", body);
    save(key, "POST api_keys", body, "api_key.updated", requested);
    return StandInReply.ok(view(key));
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    ObjectNode key = known(path);
    if ("service_account".equals(Json.text(key, "owner_type"))) {
      throw invalid("Keys of a service account are deleted with the service account.");
    }
    key.put("deleted", true);
    ObjectNode what = Json.object().put("deleted", true);
    save(key, "DELETE api_keys", what, "api_key.deleted", Json.object());
    return StandInReply.ok(
        what.put("object", "organization.project.api_key.deleted")
            .put("id", Json.required(key, "id")));
  }

  StandInReply deleteServiceAccount(StandInRequest request, Map<String, String> path) {
    String account = String.valueOf(path.get("account"));
    List<Put> puts = new ArrayList<>();
    for (ObjectNode live : live(project(path))) {
      boolean owned = "service_account".equals(Json.text(live, "owner_type"));
      if (owned && account.equals(Json.text(live, "owner_id"))) {
        ObjectNode key = live.deepCopy().put("deleted", true);
        puts.add(new Put(StandInState.KEYS, Json.required(key, "id"), key));
      }
    }
    if (puts.isEmpty()) {
      throw notFound("No such service account: " + account);
    }
    ObjectNode what = Json.object().put("deleted", true);
    state.change(account, "DELETE service_accounts", what, puts);
    return StandInReply.ok(
        what.put("object", "organization.project.service_account.deleted").put("id", account));
  }

  private void save(
      ObjectNode key, String operation, ObjectNode what, String event, ObjectNode details) {
    String id = Json.required(key, "id");
    Put logged = audit.entry(event, key, details);
    state.change(id, operation, what, List.of(new Put(StandInState.KEYS, id, key), logged));
  }

  private static void checkUpdate(ObjectNode body) {
    body.fieldNames().forEachRemaining(OpenAiKeys::checkMember);
    if (body.isEmpty()) {
      throw invalid("At least one of scopes and expires_in_seconds is required.");
    }
    JsonNode scopes = body.get("scopes");
    if (scopes != null && !scopes.isArray()) {
      throw invalid("scopes: expected an array of strings, and never null");
    }
    if (scopes != null) {
      for (JsonNode scope : scopes) {
        if (!scope.isTextual() || scope.textValue().isBlank()) {
          throw invalid("scopes: expected an array of strings");
        }
      }
    }
    JsonNode expires = body.get("expires_in_seconds");
    if (expires != null && !(expires.isIntegralNumber() && expires.longValue() > 0)) {
      throw invalid("expires_in_seconds: expected a positive integer");
    }
  }

  private static void checkMember(String member) {
    if (!member.equals("scopes") && !member.equals("expires_in_seconds")) {
      throw invalid("Unknown parameter: '" + member + "'.");
    }
  }

  private List<ObjectNode> live(String project) {
    return state.keys().stream()
        .filter(key -> project.equals(Json.text(key, "project")))
        .filter(key -> !key.path("deleted").booleanValue())
        .sorted(Comparator.comparing(key -> Json.required(key, "id")))
        .toList();
  }

  private String project(Map<String, String> path) {
    String project = String.valueOf(path.get("project"));
    if (state.keys().stream().noneMatch(key -> project.equals(Json.text(key, "project")))) {
      throw notFound("No project found with id '" + project + "'.");
    }
    return project;
  }

  private ObjectNode known(Map<String, String> path) {
    String project = project(path);
    ObjectNode key = state.key(String.valueOf(path.get("key")));
    if (key == null
        || key.path("deleted").booleanValue()
        || !project.equals(Json.text(key, "project"))) {
      throw notFound("No API key found with id '" + path.get("key") + "'.");
    }
    return key;
  }

  private ObjectNode view(ObjectNode key) {
    ObjectNode view =
        Json.object()
            .put("object", "organization.project.api_key")
            .put("id", Json.required(key, "id"))
            .put("redacted_value", "sk-...standin")
            .put("name", Json.text(key, "name"))
            .put("created_at", key.path("created_at").longValue())
            .put("owner_project_access", Json.text(key, "owner_access"));
    long expires = key.path("expires_at").longValue();
    view.set("expires_at", expires > 0 ? key.get("expires_at") : Json.MAPPER.nullNode());
    String type = Json.required(key, "owner_type");
    ObjectNode owner = view.putObject("owner").put("type", type);
    owner.putObject(type).put("id", Json.text(key, "owner_id")).put("name", "stand-in");
    return view;
  }

  private static StandInRefusal invalid(String message) {
    return new StandInRefusal(400, "invalid_request_error", message);
  }

  private static StandInRefusal notFound(String message) {
    return new StandInRefusal(404, "not_found", message);
  }
}
