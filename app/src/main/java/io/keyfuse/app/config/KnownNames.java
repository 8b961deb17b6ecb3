package io.keyfuse.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.schemas.config.ConfigException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses keys that no configuration record has, naming the nearest one that exists. */
final class KnownNames {
  private KnownNames() {}

  /**
   * Walks the tree beside the record type.
   *
   * @throws ConfigException at the first unknown key
   */
  static void check(JsonNode tree, Type type, String path) {
    if (type instanceof Class<?> c && c.isRecord() && tree.isObject()) {
      Map<String, Type> known = components(c);
      tree.properties()
          .forEach(
              entry -> {
                Type next = known.get(entry.getKey());
                String at = join(path, entry.getKey());
                if (next == null) {
                  throw unknown(at, entry.getKey(), known);
                }
                check(entry.getValue(), next, at);
              });
    } else if (type instanceof ParameterizedType generic) {
      checkItems(tree, generic, path);
    }
  }

  /** Joins a path and a name with a dot. */
  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static void checkItems(JsonNode tree, ParameterizedType generic, String path) {
    Type[] arguments = generic.getActualTypeArguments();
    Type item = arguments[arguments.length - 1];
    if (tree.isArray() && generic.getRawType() == List.class) {
      for (int i = 0; i < tree.size(); i++) {
        check(tree.get(i), item, path + "[" + i + "]");
      }
    } else if (tree.isObject() && generic.getRawType() == Map.class) {
      tree.properties().forEach(e -> check(e.getValue(), item, join(path, e.getKey())));
    }
  }

  private static Map<String, Type> components(Class<?> record) {
    Map<String, Type> known = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      known.put(SnakeCase.of(component.getName()), component.getGenericType());
    }
    return known;
  }

  private static ConfigException unknown(String at, String name, Map<String, Type> known) {
    Optional<String> nearest = NearestName.of(name, known.keySet());
    return new ConfigException(
        at,
        "unknown setting; "
            + nearest
                .map(n -> "did you mean '" + n + "'?")
                .orElse("known here: " + String.join(", ", known.keySet())));
  }
}
