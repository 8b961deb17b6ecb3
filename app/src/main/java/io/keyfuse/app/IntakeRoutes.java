package io.keyfuse.app;

import io.javalin.config.JavalinConfig;
import io.keyfuse.app.config.ConfigBinder;
import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.IntakeDoor;
import io.keyfuse.ingest.http.UsageRoutes;
import io.keyfuse.ingest.otlp.OtlpRoutes;
import io.keyfuse.ingest.push.PushRoutes;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Joins every way of posting usage to one door. Stateless. */
final class IntakeRoutes {
  private IntakeRoutes() {}

  /**
   * Returns what adds the routes.
   *
   * @throws ConfigException when a mapping cannot be used
   */
  static List<Consumer<JavalinConfig>> behind(
      IntakeDoor door, IngestConfig config, InstantSource clock) {
    UsageValidator validator = new UsageValidator(config.limits());
    List<UsageMapping> mappings = config.mappings().stream().map(IntakeRoutes::mapping).toList();
    PushRoutes.Settings push =
        new PushRoutes.Settings(config.litellm(), config.cloudevents(), mappings);
    return List.of(
        new UsageRoutes(door, validator, clock)::register,
        new OtlpRoutes(door, config.otlp(), validator, clock)::register,
        new PushRoutes(door, push, validator, clock)::register);
  }

  private static UsageMapping mapping(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException("ingest.mappings", "cannot read " + file + "; check the path");
    }
    try {
      return new ConfigBinder().bind(text, UsageMapping.class);
    } catch (ConfigException e) {
      throw new ConfigException("ingest.mappings", file + ": " + e.getMessage());
    }
  }
}
