package io.keyfuse.app.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Bodies of the protocol, in and out. */
final class RegistryJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPLY = "application/vnd.schemaregistry.v1+json";

  /** None of these can be sent by a page of another origin without asking first. */
  private static final Set<String> TYPES =
      Set.of(
          REPLY,
          "application/vnd.schemaregistry+json",
          "application/json",
          "application/octet-stream");

  private RegistryJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static void reply(Context context, Object body) {
    try {
      replyRaw(context, JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reply cannot be written", e);
    }
  }

  /** Replies with text that is JSON already. */
  static void replyRaw(Context context, String json) {
    context.contentType(REPLY).result(json);
  }

  static void replyFault(Context context, int status, int code, String message) {
    context.status(status);
    reply(context, object().put("error_code", code).put("message", message));
  }

  static ObjectNode of(SchemaVersion version) {
    ObjectNode node =
        object()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id());
    putReferences(node, version.references());
    return node.put("schema", version.schema());
  }

  /** Returns the schema alone, with what it refers to. */
  static ObjectNode text(SchemaVersion version) {
    ObjectNode node = object().put("schema", version.schema());
    putReferences(node, version.references());
    return node;
  }

  /** Writes the references where there are any. */
  static void putReferences(ObjectNode node, List<SchemaReference> references) {
    if (!references.isEmpty()) {
      ArrayNode array = node.putArray("references");
      for (SchemaReference reference : references) {
        array
            .addObject()
            .put("name", reference.name())
            .put("subject", reference.subject())
            .put("version", reference.version());
      }
    }
  }

  /** Reads the references of an object; those it lacks come out empty. */
  static List<SchemaReference> references(JsonNode node) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode each : node.path("references")) {
      references.add(
          new SchemaReference(
              each.path("name").asText(),
              each.path("subject").asText(),
              each.path("version").asInt()));
    }
    return references;
  }

  static Map<String, Object> use(SchemaVersion version) {
    return Map.of("subject", version.subject(), "version", version.version());
  }

  /** Reads the schema of a request. */
  static SchemaRequest schema(Context context) {
    JsonNode body = body(context);
    String type = body.path("schemaType").asText("AVRO").toUpperCase(Locale.ROOT);
    if (!type.equals("AVRO") && !type.equals("NULL")) {
      throw RegistryFault.invalidSchema("Invalid schema type " + type + ": only AVRO is kept here");
    }
    JsonNode text = body.path("schema");
    if (!text.isTextual() || text.textValue().isBlank()) {
      throw RegistryFault.invalidSchema("Empty schema");
    }
    return new SchemaRequest(
        text.textValue(),
        references(body),
        body.path("id").asInt(SchemaRequest.NO_ID),
        body.path("version").asInt(SchemaRequest.NO_VERSION),
        RegistryQuery.flag(context, "normalize"));
  }

  /** Reads the level of a request. */
  static CompatibilityLevel level(Context context) {
    return CompatibilityLevel.of(body(context).path("compatibility").asText());
  }

  /** Reads the mode of a request. */
  static RegistryMode mode(Context context) {
    return RegistryMode.of(body(context).path("mode").asText());
  }

  private static JsonNode body(Context context) {
    String type = context.contentType();
    if (type == null || !TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
      throw RegistryFault.unsupportedType();
    }
    try {
      JsonNode body = JSON.readTree(context.body());
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw RegistryFault.unprocessable("Unrecognized JSON: " + e.getOriginalMessage());
    }
    throw RegistryFault.unprocessable("The body is not a JSON object");
  }
}
