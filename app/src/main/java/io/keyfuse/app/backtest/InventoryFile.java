package io.keyfuse.app.backtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the inventory of a recording: a JSON list of keys. Stateless. */
final class InventoryFile {
  private static final List<String> TOLD = List.of("tenant", "feature", "environment", "owner");

  private InventoryFile() {}

  /**
   * Reads the file.
   *
   * @param account account of keys that name none
   * @return keys by the time they were made
   * @throws ConfigException naming the entry and the field that is at fault
   */
  static List<InventoryKey> read(Path file, String account) {
    JsonNode list = tree(file);
    if (!list.isArray()) {
      throw new ConfigException("--inventory", file + " must hold a JSON list of keys");
    }
    Map<String, String> ids = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      ids.put(text(list.get(i), "key_id", i), id(list.get(i), account, i));
    }
    List<InventoryKey> keys = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      keys.add(key(list.get(i), ids, i));
    }
    keys.sort((a, b) -> a.createdAt().compareTo(b.createdAt()));
    return keys;
  }

  private static JsonNode tree(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new ConfigException("--inventory", file + " is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new ConfigException("--inventory", "cannot read " + file);
    }
  }

  private static InventoryKey key(JsonNode node, Map<String, String> ids, int at) {
    Map<String, String> attributes = new TreeMap<>();
    TOLD.forEach(name -> put(attributes, name, optional(node, name)));
    StringJoiner feeds = new StringJoiner(",");
    node.path("feeds").forEach(feed -> feeds.add(feed.asText()));
    put(attributes, "feeds", feeds.toString());
    String created = text(node, "created_at", at);
    attributes.put("created_at", created);
    String from = optional(node, "rotated_from");
    return new InventoryKey(
        ids.getOrDefault(text(node, "key_id", at), ""),
        time(created, at),
        from == null ? null : ids.getOrDefault(from, from),
        attributes);
  }

  private static void put(Map<String, String> into, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      into.put(name, value);
    }
  }

  private static String id(JsonNode node, String account, int at) {
    String own = optional(node, "account");
    return text(node, "provider", at)
        + ':'
        + (own == null ? account : own)
        + ':'
        + text(node, "key_id", at);
  }

  private static Instant time(String text, int at) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new ConfigException(
          "--inventory[" + at + "].created_at", "write a time such as 2026-02-26T00:00:00Z");
    }
  }

  private static String text(JsonNode node, String field, int at) {
    String text = optional(node, field);
    if (text == null || text.isBlank()) {
      throw new ConfigException("--inventory[" + at + "]." + field, "missing; each key needs it");
    }
    return text;
  }

  private static @Nullable String optional(JsonNode node, String field) {
    JsonNode found = node.path(field);
    return found.isValueNode() && !found.isNull() ? found.asText() : null;
  }
}
