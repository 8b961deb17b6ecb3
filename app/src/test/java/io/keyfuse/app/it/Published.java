package io.keyfuse.app.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The documents that are published beside the schemas, and validation by their own schemas. */
final class Published {
  private static final String HERE = "urn:keyfuse:openapi";

  private final JsonNode document;
  private final SchemaRegistry schemas;

  private Published(String file) {
    try {
      Path path = Path.of("..", "schemas", file);
      this.document = new YAMLMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(Map.of(HERE, document.toString())));
  }

  static Published asyncApi() {
    return new Published("asyncapi.yaml");
  }

  static Published openApi() {
    return new Published("openapi.yaml");
  }

  JsonNode document() {
    return document;
  }

  /** Follows a reference within the document, where the node is one. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Validates JSON by the schema at a JSON pointer of the document. */
  List<Error> faults(String pointer, JsonNode json) {
    Schema schema = schemas.getSchema(SchemaLocation.of(HERE + "#" + pointer));
    return schema.validate(
        json, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  /** Returns the names of an object's members; none where there is no object. */
  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns the texts of an array; none where there is no array. */
  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
