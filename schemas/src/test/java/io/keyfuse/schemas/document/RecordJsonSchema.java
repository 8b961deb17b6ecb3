package io.keyfuse.schemas.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.contract.NamedTypes;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * The JSON Schema (draft 2020-12) of a record in the form of {@link PlainJson}, with the words of
 * the Avro schema. It describes what a reader sees: every field is there, and fields that it does
 * not know may be added by a later version.
 */
final class RecordJsonSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordJsonSchema() {}

  static ObjectNode of(Schema record) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$id", "urn:" + record.getFullName().replace('.', ':'));
    root.put("title", record.getName());
    root.setAll(object(record));
    ObjectNode definitions = JSON.createObjectNode();
    NamedTypes.of(record).values().stream()
        .skip(1)
        .forEach(
            type -> {
              boolean isRecord = type.getType() == Schema.Type.RECORD;
              definitions.set(type.getName(), isRecord ? object(type) : symbols(type));
            });
    if (!definitions.isEmpty()) {
      root.set("$defs", definitions);
    }
    return root;
  }

  private static ObjectNode object(Schema record) {
    ObjectNode object = JSON.createObjectNode();
    object.put("description", record.getDoc());
    object.put("type", "object");
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = object.putArray("required");
    for (Schema.Field field : record.getFields()) {
      ObjectNode property = type(field.schema());
      property.put("description", field.doc());
      Object fallback = field.hasDefaultValue() ? field.defaultVal() : JsonProperties.NULL_VALUE;
      if (fallback != JsonProperties.NULL_VALUE) {
        property.set("default", JSON.valueToTree(fallback));
      }
      properties.set(field.name(), property);
      required.add(field.name());
    }
    return object;
  }

  private static ObjectNode symbols(Schema type) {
    ObjectNode node = JSON.createObjectNode();
    node.put("description", AvroTypes.summary(type));
    node.put("type", "string");
    ArrayNode choices = node.putArray("oneOf");
    AvroTypes.meanings(type)
        .forEach(
            (symbol, meaning) ->
                choices.addObject().put("const", symbol).put("description", meaning));
    return node;
  }

  private static ObjectNode type(Schema schema) {
    ObjectNode node = JSON.createObjectNode();
    return switch (schema.getType()) {
      case RECORD, ENUM -> node.put("$ref", "#/$defs/" + schema.getName());
      case UNION -> optional(type(AvroTypes.presentBranch(schema)));
      case ARRAY -> node.put("type", "array").set("items", type(schema.getElementType()));
      case MAP ->
          node.put("type", "object").set("additionalProperties", type(schema.getValueType()));
      case STRING -> node.put("type", "string");
      case LONG -> AvroTypes.isTime(schema) ? time(node) : node.setAll(whole("int64"));
      case INT -> node.setAll(whole("int32"));
      case DOUBLE -> node.put("type", "number");
      case BOOLEAN -> node.put("type", "boolean");
      default -> throw new IllegalStateException("no contract uses " + schema.getType());
    };
  }

  private static ObjectNode time(ObjectNode node) {
    return node.put("type", "string").put("format", "date-time");
  }

  private static ObjectNode whole(String format) {
    return JSON.createObjectNode().put("type", "integer").put("format", format);
  }

  private static ObjectNode optional(ObjectNode present) {
    ObjectNode node = JSON.createObjectNode();
    node.putArray("anyOf").add(present).addObject().put("type", "null");
    return node;
  }
}
