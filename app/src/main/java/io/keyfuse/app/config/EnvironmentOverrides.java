package io.keyfuse.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.config.ConfigException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays environment variables over the file: {@code KEYFUSE__SERVER__PORT=8080} sets {@code
 * server.port}; under {@code KEYFUSE__KAFKA__} an underscore stands for a dot.
 */
final class EnvironmentOverrides {
  private static final String PREFIX = "KEYFUSE__";

  private final ObjectMapper yaml;

  EnvironmentOverrides(ObjectMapper yaml) {
    this.yaml = yaml;
  }

  /** Changes the tree in place. */
  void apply(ObjectNode tree, Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                set(tree, name, value);
              }
            });
  }

  private void set(ObjectNode tree, String name, String value) {
    String[] path = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("__", -1);
    ObjectNode at = tree;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.get(path[i]) instanceof ObjectNode next ? next : at.putObject(path[i]);
    }
    String last = path[path.length - 1];
    boolean passesThrough = path.length == 2 && path[0].equals("kafka");
    try {
      at.set(passesThrough ? last.replace('_', '.') : last, yaml.readTree(value));
    } catch (JsonProcessingException e) {
      throw new ConfigException(name, "the value is not YAML: " + e.getOriginalMessage());
    }
  }
}
