package io.keyfuse.ingest.feed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a page of {@code /organization/projects/PROJECT/api_keys}, or one key, as inventory: the
 * owner's id and what revoking needs. Names, mail addresses and what is left of the secret are
 * dropped. Pure and thread-safe.
 */
public final class OpenAiKeysDecoder {
  private static final String FEED = "openai-keys";

  /**
   * Decodes one answer.
   *
   * @param project the project that was asked for; {@code default} when it is not known
   * @param answer a list or one key, or their members named by {@link OpenAiNames}
   * @param observedAt when it was answered
   */
  public void decode(String project, JsonNode answer, Instant observedAt, PartSink out) {
    if (!answer.has("data")) {
      one(project, answer, "key 1", observedAt, out);
      return;
    }
    long number = 0;
    for (JsonNode key : answer.path("data")) {
      number++;
      one(project, key, "key " + number, observedAt, out);
    }
  }

  private static void one(
      String project, JsonNode key, String where, Instant observedAt, PartSink out) {
    try {
      out.part(new Decoded.Context(where, event(project, key, observedAt)));
    } catch (PartFault fault) {
      out.part(new Decoded.Refused(where, fault.rejection()));
    }
  }

  /**
   * Makes the inventory event of one key.
   *
   * @throws PartFault when it has no id
   */
  public static ContextEvent event(String project, JsonNode key, Instant observedAt) {
    Credential credential = new Credential("openai", project, JsonFields.required(key, "id"));
    JsonNode owner = key.path("owner");
    String type = JsonFields.text(owner, "type");
    Map<String, String> attributes = new HashMap<>();
    put(attributes, "project_id", project);
    put(attributes, "owner_type", type);
    put(attributes, "owner_id", JsonFields.text(owner.path(type == null ? "user" : type), "id"));
    if ("service_account".equals(type)) {
      put(attributes, "service_account_id", attributes.get("owner_id"));
    }
    put(attributes, "created_at", time(key, "created_at"));
    put(attributes, "last_used_at", time(key, "last_used_at"));
    put(attributes, "expires_at", time(key, "expires_at"));
    String id = CredentialId.of(credential);
    return new ContextEvent(
        NameUuid.of(FEED, id, attributes.toString()),
        ContextKind.INVENTORY,
        id,
        credential,
        observedAt,
        null,
        Map.copyOf(attributes),
        FEED);
  }

  private static @Nullable String time(JsonNode key, String name) {
    return JsonFields.text(key, name) == null ? null : JsonFields.time(key, name).toString();
  }

  private static void put(Map<String, String> attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }
}
