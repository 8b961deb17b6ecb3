package io.keyfuse.ingest.push;

import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.schemas.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The mappings that JSON can be posted by, by their names. Immutable and thread-safe. */
final class JsonMappings {
  private final Map<String, JsonMappingReader> readers = new TreeMap<>();

  /**
   * Makes the readers.
   *
   * @throws ConfigException when a mapping does not fit JSON
   */
  JsonMappings(List<UsageMapping> mappings) {
    for (UsageMapping mapping : mappings) {
      if (readers.put(mapping.name(), new JsonMappingReader(mapping)) != null) {
        throw new ConfigException("ingest.mappings", "two are named " + mapping.name());
      }
    }
  }

  @Nullable JsonMappingReader get(String name) {
    return readers.get(name);
  }

  /** Returns the names, for errors. */
  String names() {
    return readers.isEmpty() ? "none" : String.join(", ", readers.keySet());
  }
}
