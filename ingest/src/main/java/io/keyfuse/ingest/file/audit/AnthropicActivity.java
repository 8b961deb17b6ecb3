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

/** Entries of Anthropic's compliance activity log as context. Stateless. */
public final class AnthropicActivity {
  private static final String FEED = "anthropic-activity";
  private static final String ACCOUNT = "default";

  /** What is kept of an entry; mail addresses and names are not. */
  public static final RecordShape SHAPE =
      RecordShape.of(
          Set.of("data"),
          Set.of(
              "id",
              "type",
              "created_at",
              "organization_id",
              "actor",
              "user_id",
              "api_key_id",
              "ip_address",
              "user_agent",
              "resource_id",
              "resource_type",
              "target_id",
              "target_type",
              "role",
              "is_enabled",
              "integration_type",
              "mcp_server_id",
              "deleted_user_id"));

  private AnthropicActivity() {}

  /** Decodes one entry. */
  public static Decoded part(String where, ObjectNode entry, Instant observedAt) {
    JsonNode actor = entry.path("actor");
    String keyId = JsonFields.text(actor, "api_key_id");
    AuditContext context =
        new AuditContext(FEED, JsonFields.required(entry, "id"), JsonFields.required(entry, "type"))
            .with("organization_id", entry, "organization_id")
            .with("actor_type", actor, "type")
            .with("actor_id", actor, "user_id")
            .with("actor_key_id", keyId)
            .with("client_ip", actor, "ip_address")
            .with("user_agent", actor, "user_agent")
            .with("target_id", entry, "mcp_server_id")
            .with("target_id", entry, "deleted_user_id")
            .with("target_id", entry, "api_key_id")
            .with("target_id", entry, "target_id")
            .with("target_type", entry, "target_type")
            .with("resource_id", entry, "resource_id")
            .with("resource_type", entry, "resource_type")
            .with("role", entry, "role")
            .with("is_enabled", entry, "is_enabled")
            .with("integration_type", entry, "integration_type");
    return new Decoded.Context(
        where,
        context.event(
            keyId == null ? null : new Credential("anthropic", ACCOUNT, keyId),
            "anthropic:" + ACCOUNT,
            JsonFields.time(entry, "created_at")));
  }
}
