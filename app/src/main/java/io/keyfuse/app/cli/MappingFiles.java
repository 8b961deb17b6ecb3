package io.keyfuse.app.cli;

import io.keyfuse.app.config.ConfigBinder;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds mappings: files first, then those that come with Keyfuse. Stateless. */
final class MappingFiles {
  private MappingFiles() {}

  /**
   * Reads a mapping.
   *
   * @throws ConfigException when there is none of that name
   */
  static UsageMapping load(String map) throws IOException {
    return new ConfigBinder().bind(text(map), UsageMapping.class);
  }

  private static String text(String map) throws IOException {
    Path file = Path.of(map);
    if (Files.isRegularFile(file)) {
      return Files.readString(file);
    }
    try (InputStream in =
        UsageMapping.class.getResourceAsStream("/mappings/" + file.getFileName() + ".yaml")) {
      if (in == null) {
        throw new ConfigException(
            "--map", "no file " + map + " and no built-in mapping of that name");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
