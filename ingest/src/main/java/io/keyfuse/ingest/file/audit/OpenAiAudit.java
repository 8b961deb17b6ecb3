package io.keyfuse.ingest.file.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.AuditContext;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.file.json.RecordShape;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Entries of OpenAI's audit log as context. The details of an entry sit under a member named like
 * its type, with dots or underscores. Stateless.
 */
public final class OpenAiAudit {
  private static final String FEED = "openai-audit";
  private static final int MOST_SCOPES = 50;
  private static final Set<String> NAMES =
      Set.of(
          "id",
          "type",
          "effective_at",
          "project",
          "actor",
          "session",
          "user",
          "ip_address",
          "user_agent",
          "api_key",
          "service_account",
          "data",
          "changes_requested",
          "scopes",
          "principal_id",
          "principal_type",
          "resource_id",
          "resource_type",
          "error_code");
  private static final Set<String> VERBS =
      Set.of(
          "created",
          "updated",
          "deleted",
          "archived",
          "failed",
          "succeeded",
          "activated",
          "deactivated",
          "enabled",
          "disabled",
          "sent",
          "accepted",
          "added",
          "removed");

  /** What is kept of an entry; the lists of answers are looked into. */
  public static final RecordShape SHAPE =
      new RecordShape(Set.of("data"), name -> NAMES.contains(name) || isDetail(name));

  private OpenAiAudit() {}

  /** Returns true for a member that is named like an entry's type. */
  private static boolean isDetail(String name) {
    int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('_'));
    return end > 0 && name.length() < 100 && VERBS.contains(name.substring(end + 1));
  }

  /** Decodes one entry. */
  public static Decoded part(String where, ObjectNode entry, Instant observedAt) {
    String type = JsonFields.required(entry, "type");
    JsonNode detail = entry.path(type);
    if (detail.isMissingNode()) {
      detail = entry.path(type.replace('.', '_'));
    }
    JsonNode actor = entry.path("actor");
    JsonNode session = actor.path("session");
    JsonNode actorKey = actor.path("api_key");
    String project = JsonFields.text(entry.path("project"), "id");
    String account = project == null ? "default" : project;
    AuditContext context =
        new AuditContext(FEED, JsonFields.required(entry, "id"), type)
            .with("actor_type", actor, "type")
            .with("actor_id", session.path("user"), "id")
            .with("actor_id", actorKey.path("user"), "id")
            .with("actor_id", actorKey.path("service_account"), "id")
            .with("actor_key_id", actorKey, "id")
            .with("client_ip", session, "ip_address")
            .with("user_agent", session, "user_agent")
            .with("project_id", project)
            .with("target_id", detail, "id")
            .with("principal_id", detail, "principal_id")
            .with("principal_type", detail, "principal_type")
            .with("resource_id", detail, "resource_id")
            .with("resource_type", detail, "resource_type")
            .with("error_code", detail, "error_code")
            .with("scopes", scopes(detail));
    return new Decoded.Context(
        where,
        context.event(
            key(type, detail, actorKey, account),
            "openai:" + account,
            JsonFields.time(entry, "effective_at")));
  }

  /** The key that the entry is about, else the one that acted. */
  private static @Nullable Credential key(
      String type, JsonNode detail, JsonNode actorKey, String account) {
    String id = JsonFields.text(type.startsWith("api_key.") ? detail : actorKey, "id");
    return id == null ? null : new Credential("openai", account, id);
  }

  /** Scopes are what a restore needs: no other endpoint gives them back. */
  private static @Nullable String scopes(JsonNode detail) {
    JsonNode scopes = detail.path("changes_requested").path("scopes");
    JsonNode found = scopes.isArray() ? scopes : detail.path("data").path("scopes");
    if (!found.isArray() || found.size() > MOST_SCOPES) {
      return null;
    }
    StringJoiner joined = new StringJoiner(",");
    found.forEach(scope -> joined.add(scope.asText()));
    return joined.toString();
  }
}
