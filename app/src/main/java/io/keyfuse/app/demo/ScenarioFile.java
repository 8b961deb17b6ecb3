package io.keyfuse.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The scenario on disk, {@code scenario.json} of the demo's folder. Written to another file first
 * and then moved over, so that a kill leaves the old or the new one. Not thread-safe.
 */
final class ScenarioFile {
  static final String NAME = "scenario.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  ScenarioFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /** Reads the scenario, if there is one. */
  Optional<Scenario> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(JSON.readTree(file.toFile())));
    } catch (IOException | RuntimeException e) {
      throw new ConfigException(
          "demo.data", file + " cannot be read (" + e.getMessage() + "); delete its folder");
    }
  }

  /** Writes the scenario so that it survives a kill from here on. */
  void save(Scenario scenario) {
    Path next = file.resolveSibling(NAME + ".next");
    try {
      Files.writeString(next, write(scenario).toPrettyString() + "\n");
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static Scenario read(JsonNode json) {
    Map<String, Instant> marks = new TreeMap<>();
    json.required("marks")
        .properties()
        .forEach(mark -> marks.put(mark.getKey(), Instant.parse(mark.getValue().asText())));
    return new Scenario(
        Long.parseUnsignedLong(json.required("seed").asText(), 16),
        Instant.parse(json.required("base").asText()),
        json.required("keyring_root").asText(),
        Phase.valueOf(json.required("phase").asText()),
        json.required("hour").asInt(),
        marks);
  }

  private static ObjectNode write(Scenario scenario) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("seed", Long.toHexString(scenario.seed()))
            .put("base", scenario.base().toString())
            .put("keyring_root", scenario.keyringRoot())
            .put("phase", scenario.phase().name())
            .put("hour", scenario.hour());
    ObjectNode marks = json.putObject("marks");
    new TreeMap<>(scenario.marks()).forEach((name, at) -> marks.put(name, at.toString()));
    return json;
  }
}
