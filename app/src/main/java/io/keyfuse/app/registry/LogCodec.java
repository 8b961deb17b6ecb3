package io.keyfuse.app.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.app.registry.LogRecord.LastId;
import io.keyfuse.app.registry.LogRecord.Level;
import io.keyfuse.app.registry.LogRecord.ModeChange;
import io.keyfuse.app.registry.LogRecord.RemovedVersion;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the topic. Versions, levels and modes have the form of Confluent's {@code _schemas};
 * {@code LAST_ID} is Keyfuse's own. The fields of a key always come in the same order, as
 * compaction compares bytes.
 */
final class LogCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "keytype";

  private LogCodec() {}

  static LogEntry encode(LogRecord record) {
    if (record instanceof SchemaVersion version) {
      ObjectNode value = JSON.createObjectNode();
      value.put("subject", version.subject()).put("version", version.version());
      value.put("id", version.id());
      RegistryJson.putReferences(value, version.references());
      value.put("schema", version.schema());
      value.put("deleted", version.deleted());
      return new LogEntry(versionKey(version.subject(), version.version()), value.toString());
    }
    if (record instanceof RemovedVersion removed) {
      return new LogEntry(versionKey(removed.subject(), removed.version()), null);
    }
    if (record instanceof Level level) {
      String key = key("CONFIG", 0).put("subject", level.subject()).toString();
      CompatibilityLevel kept = level.level();
      return new LogEntry(
          key,
          kept == null
              ? null
              : JSON.createObjectNode().put("compatibilityLevel", kept.name()).toString());
    }
    if (record instanceof ModeChange change) {
      String key = key("MODE", 0).put("subject", change.subject()).toString();
      RegistryMode kept = change.mode();
      return new LogEntry(
          key, kept == null ? null : JSON.createObjectNode().put("mode", kept.name()).toString());
    }
    LastId last = (LastId) record;
    String value = JSON.createObjectNode().put("id", last.id()).toString();
    return new LogEntry(key("LAST_ID", 0).toString(), value);
  }

  /**
   * Reads an entry back; empty for one that says nothing.
   *
   * @throws SchemaLogException when it is not of this registry
   */
  static Optional<LogRecord> decode(LogEntry entry) {
    JsonNode key = parse(entry.key());
    JsonNode value = entry.value() == null ? null : parse(entry.value());
    String subject = key.path("subject").textValue();
    switch (key.path(TYPE).asText()) {
      case "SCHEMA" -> {
        String name = need(subject, entry);
        int version = key.path("version").asInt();
        return Optional.of(
            value == null ? new RemovedVersion(name, version) : version(name, version, value));
      }
      case "CONFIG" -> {
        String level = value == null ? null : value.path("compatibilityLevel").textValue();
        return Optional.of(new Level(subject, level == null ? null : CompatibilityLevel.of(level)));
      }
      case "MODE" -> {
        String mode = value == null ? null : value.path("mode").textValue();
        return Optional.of(new ModeChange(subject, mode == null ? null : RegistryMode.of(mode)));
      }
      case "LAST_ID" -> {
        return value == null ? Optional.empty() : Optional.of(new LastId(value.path("id").asInt()));
      }
      case "NOOP" -> {
        return Optional.empty();
      }
      default -> throw foreign(entry);
    }
  }

  private static SchemaVersion version(String subject, int version, JsonNode value) {
    return new SchemaVersion(
        subject,
        version,
        value.path("id").asInt(),
        value.path("schema").asText(),
        RegistryJson.references(value),
        value.path("deleted").asBoolean());
  }

  private static String versionKey(String subject, int version) {
    ObjectNode key = JSON.createObjectNode().put(TYPE, "SCHEMA").put("subject", subject);
    return key.put("version", version).put("magic", 1).toString();
  }

  private static ObjectNode key(String type, int magic) {
    return JSON.createObjectNode().put(TYPE, type).put("magic", magic);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SchemaLogException("the registry's topic holds a record that is not JSON", e);
    }
  }

  private static <T> T need(@Nullable T part, LogEntry entry) {
    if (part == null) {
      throw foreign(entry);
    }
    return part;
  }

  private static SchemaLogException foreign(LogEntry entry) {
    return new SchemaLogException(
        "the registry's topic holds a record of another registry ("
            + entry.key()
            + "); name a topic of its own",
        null);
  }
}
