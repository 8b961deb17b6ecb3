package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /v1/organization/audit_logs}, newest first. An entry's details sit under a member that
 * is named like its type, with the dot in it.
 */
final class OpenAiAuditLog {
  private static final String COLLECTION = "audit";

  private final StandInState state;

  OpenAiAuditLog(StandInState state) {
    this.state = state;
  }

  /** Returns the write of one entry about a key. */
  Put entry(String type, ObjectNode key, ObjectNode details) {
    String keyId = Json.required(key, "id");
    String id = "audit_log-" + (state.store().size(COLLECTION) + 1);
    ObjectNode entry =
        Json.object()
            .put("id", id)
            .put("type", type)
            .put("effective_at", state.now().getEpochSecond());
    entry.putObject("project").put("id", Json.text(key, "project")).put("name", "stand-in");
    ObjectNode actor = entry.putObject("actor").put("type", "api_key");
    actor.putObject("api_key").put("id", "key_admin_standin").put("type", "user");
    ObjectNode body = Json.object().put("id", keyId);
    if (type.equals("api_key.created")) {
      body.set("data", details);
    } else {
      body.setAll(details);
    }
    entry.set(type, body);
    return new Put(COLLECTION, id, entry);
  }

  StandInReply list(StandInRequest request, Map<String, String> path) {
    int limit = Paging.limit(request, 20, 100);
    List<ObjectNode> matching = new ArrayList<>();
    for (ObjectNode entry : state.store().list(COLLECTION)) {
      if (matches(entry, request)) {
        matching.add(entry);
      }
    }
    Collections.reverse(matching);
    Paging page = Paging.of(matching, request.parameter("after"), limit);
    return StandInReply.ok(
        Json.object()
            .put("object", "list")
            .put("first_id", page.firstId())
            .put("last_id", page.lastId())
            .put("has_more", page.hasMore())
            .set("data", Json.array(page.items())));
  }

  private static boolean matches(ObjectNode entry, StandInRequest request) {
    String type = Json.required(entry, "type");
    return in(request.parameters("event_types"), type)
        && in(request.parameters("project_ids"), entry.path("project").path("id").asText())
        && in(request.parameters("resource_ids"), entry.path(type).path("id").asText())
        && inTime(entry.path("effective_at").longValue(), request);
  }

  private static boolean in(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static boolean inTime(long at, StandInRequest request) {
    return at > bound(request, "gt", Long.MIN_VALUE)
        && at >= bound(request, "gte", Long.MIN_VALUE)
        && at < bound(request, "lt", Long.MAX_VALUE)
        && at <= bound(request, "lte", Long.MAX_VALUE);
  }

  private static long bound(StandInRequest request, String name, long none) {
    String text = request.parameter("effective_at[" + name + "]");
    try {
      return text == null ? none : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new StandInRefusal(
          400, "invalid_request_error", "effective_at[" + name + "]: expected Unix seconds");
    }
  }
}
