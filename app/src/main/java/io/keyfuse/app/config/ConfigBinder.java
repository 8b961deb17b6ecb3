package io.keyfuse.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Binds YAML onto configuration records: what the file leaves out comes from the record's defaults,
 * unknown keys are errors with the nearest name, and every error names the path. Thread-safe.
 */
public final class ConfigBinder {
  private final ObjectMapper yaml;
  private final EnvironmentOverrides overrides;

  /** Makes a binder. */
  public ConfigBinder() {
    SimpleModule texts = new SimpleModule();
    texts.addDeserializer(Duration.class, new DurationText());
    texts.addDeserializer(Path.class, new PathText());
    this.yaml =
        YAMLMapper.builder(new YAMLFactory())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(texts)
            .build();
    this.overrides = new EnvironmentOverrides(yaml);
  }

  /**
   * Reads a text over defaults.
   *
   * @param text YAML
   * @param defaults complete record whose values stand where the text is silent
   * @param environment variables that win over the text
   * @throws ConfigException when anything is wrong; the message names the path and the fix
   */
  public <R extends Record> R bind(String text, R defaults, Map<String, String> environment) {
    ObjectNode tree = RecordTree.of(defaults);
    merge(tree, parse(text));
    overrides.apply(tree, environment);
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) defaults.getClass();
    return bound(tree, type);
  }

  /** Reads a text onto a record that needs every field itself. */
  public <R extends Record> R bind(String text, Class<R> type) {
    return bound(parse(text), type);
  }

  private <R extends Record> R bound(JsonNode tree, Class<R> type) {
    KnownNames.check(tree, type, "");
    try {
      return yaml.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw explained(e);
    } catch (JsonProcessingException e) {
      throw new ConfigException("configuration", e.getOriginalMessage());
    }
  }

  private ObjectNode parse(String text) {
    try {
      JsonNode tree = yaml.readTree(text);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        return yaml.createObjectNode();
      }
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigException("configuration", "must be a YAML mapping of sections");
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "configuration",
          "not YAML at line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage());
    }
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            entry -> {
              if (base.get(entry.getKey()) instanceof ObjectNode below
                  && entry.getValue() instanceof ObjectNode above) {
                merge(below, above);
              } else {
                base.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static ConfigException explained(JsonMappingException e) {
    String path = pathOf(e);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException known) {
        String field =
            known.field().startsWith(path) ? known.field() : KnownNames.join(path, known.field());
        return new ConfigException(field, known.problem());
      }
    }
    return new ConfigException(
        path.isEmpty() ? "configuration" : path,
        e.getOriginalMessage().lines().findFirst().orElse(""));
  }

  private static String pathOf(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static final class DurationText extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationText() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser p, DeserializationContext context) throws IOException {
      try {
        return Durations.parse(p.getText());
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(p, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private static final class PathText extends StdScalarDeserializer<Path> {
    private static final long serialVersionUID = 1L;

    PathText() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser p, DeserializationContext context) throws IOException {
      return Path.of(p.getText());
    }
  }
}
