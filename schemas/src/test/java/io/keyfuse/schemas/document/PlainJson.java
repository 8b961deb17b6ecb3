package io.keyfuse.schemas.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON form of a record that the documents show: an object with every field, no tags of
 * unions, times as RFC 3339 text in UTC, symbols as text, money as a whole number of nano-USD.
 */
final class PlainJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PlainJson() {}

  static ObjectNode of(IndexedRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), value(field.schema(), record.get(field.pos())));
    }
    return object;
  }

  private static JsonNode value(Schema schema, @Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    return switch (schema.getType()) {
      case RECORD -> of((IndexedRecord) value);
      case UNION -> value(AvroTypes.presentBranch(schema), value);
      case ARRAY -> array(schema.getElementType(), (Collection<?>) value);
      case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
      case LONG -> number(schema, value);
      case INT -> JSON.numberNode((Integer) value);
      case DOUBLE -> JSON.numberNode((Double) value);
      case BOOLEAN -> JSON.booleanNode((Boolean) value);
      default -> JSON.textNode(value.toString());
    };
  }

  private static JsonNode number(Schema schema, Object value) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      Instant time = value instanceof Long millis ? Instant.ofEpochMilli(millis) : (Instant) value;
      return JSON.textNode(time.toString());
    }
    return JSON.numberNode((Long) value);
  }

  private static ArrayNode array(Schema items, Collection<?> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(value(items, value)));
    return array;
  }

  private static ObjectNode map(Schema values, Map<?, ?> entries) {
    ObjectNode object = JSON.objectNode();
    entries.entrySet().stream()
        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
        .forEach(
            entry -> object.set(String.valueOf(entry.getKey()), value(values, entry.getValue())));
    return object;
  }
}
