package io.keyfuse.app.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The normal form that Confluent's {@code normalize=true} asks for: full names, properties and
 * aliases sorted, white space and empty documentation gone. Documentation, defaults and logical
 * types stay, other than in Avro's parsing canonical form. One use a schema; not thread-safe.
 */
final class SchemaNormalizer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> named;

  private SchemaNormalizer(Set<String> named) {
    this.named = new HashSet<>(named);
  }

  /** Returns the text; types that are defined elsewhere appear by name only. */
  static String normalize(Schema schema, Set<String> elsewhere) {
    return new SchemaNormalizer(elsewhere).of(schema).toString();
  }

  private JsonNode of(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> {
        ArrayNode branches = JSON.createArrayNode();
        schema.getTypes().forEach(branch -> branches.add(of(branch)));
        yield branches;
      }
      case ARRAY -> container(schema, "items", schema.getElementType());
      case MAP -> container(schema, "values", schema.getValueType());
      case RECORD, ENUM, FIXED -> named(schema);
      default -> primitive(schema);
    };
  }

  private JsonNode container(Schema schema, String part, Schema inner) {
    ObjectNode node = typed(schema);
    node.set(part, of(inner));
    return properties(node, schema);
  }

  private static JsonNode primitive(Schema schema) {
    ObjectNode node = properties(typed(schema), schema);
    return node.size() == 1 ? node.get("type") : node;
  }

  private JsonNode named(Schema schema) {
    if (!named.add(schema.getFullName())) {
      return JSON.getNodeFactory().textNode(schema.getFullName());
    }
    ObjectNode node = JSON.createObjectNode().put("name", schema.getFullName());
    node.put("type", schema.getType().getName());
    switch (schema.getType()) {
      case RECORD -> {
        ArrayNode fields = node.putArray("fields");
        schema.getFields().forEach(field -> fields.add(field(field)));
      }
      case ENUM -> schema.getEnumSymbols().forEach(node.putArray("symbols")::add);
      default -> node.put("size", schema.getFixedSize());
    }
    String doc = schema.getDoc();
    describe(node, doc == null || doc.isEmpty() ? null : doc, schema.getAliases());
    if (schema.getType() == Schema.Type.ENUM && schema.getEnumDefault() != null) {
      node.put("default", schema.getEnumDefault());
    }
    return properties(node, schema);
  }

  private JsonNode field(Schema.Field field) {
    ObjectNode node = JSON.createObjectNode().put("name", field.name());
    node.set("type", of(field.schema()));
    node.put("order", field.order().toString());
    describe(node, field.doc(), field.aliases());
    if (field.hasDefaultValue()) {
      node.set("default", json(field.defaultVal()));
    }
    return properties(node, field);
  }

  private static void describe(ObjectNode node, @Nullable String doc, Set<String> aliases) {
    if (doc != null) {
      node.put("doc", doc);
    }
    if (!aliases.isEmpty()) {
      new TreeSet<>(aliases).forEach(node.putArray("aliases")::add);
    }
  }

  private static ObjectNode typed(Schema schema) {
    return JSON.createObjectNode().put("type", schema.getType().getName());
  }

  private static ObjectNode properties(ObjectNode node, JsonProperties holder) {
    new TreeMap<>(holder.getObjectProps()).forEach((name, value) -> node.set(name, json(value)));
    return node;
  }

  /** Sorts the keys of maps at every depth. */
  private static JsonNode json(Object value) {
    if (value == JsonProperties.NULL_VALUE) {
      return JSON.getNodeFactory().nullNode();
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = JSON.createObjectNode();
      map.entrySet().stream()
          .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
          .forEach(entry -> node.set(String.valueOf(entry.getKey()), json(entry.getValue())));
      return node;
    }
    if (value instanceof Collection<?> values) {
      ArrayNode node = JSON.createArrayNode();
      values.forEach(each -> node.add(json(each)));
      return node;
    }
    if (value instanceof byte[] bytes) {
      return JSON.getNodeFactory().textNode(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return JSON.valueToTree(value);
  }
}
