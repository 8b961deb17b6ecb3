package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * A contract's record as plain JSON: fields by their Avro names, a union's value without its type,
 * times in ISO-8601. {@link AvroRecords} reads it back. Stateless and thread-safe.
 */
final class AvroJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AvroJson() {}

  /** Returns the record's tree. */
  static ObjectNode of(IndexedRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), node(record.get(field.pos()), field.schema()));
    }
    return object;
  }

  private static JsonNode node(@Nullable Object value, Schema schema) {
    if (value == null) {
      return NODES.nullNode();
    }
    return switch (schema.getType()) {
      case UNION ->
          node(value, schema.getTypes().get(SpecificData.get().resolveUnion(schema, value)));
      case RECORD -> of((IndexedRecord) value);
      case ARRAY -> array((Collection<?>) value, schema.getElementType());
      case MAP -> map((Map<?, ?>) value, schema.getValueType());
      case LONG -> value instanceof Instant at ? text(at) : NODES.numberNode((Long) value);
      case INT -> NODES.numberNode((Integer) value);
      case DOUBLE -> NODES.numberNode((Double) value);
      case BOOLEAN -> NODES.booleanNode((Boolean) value);
      default -> text(value);
    };
  }

  private static JsonNode text(Object value) {
    return NODES.textNode(value.toString());
  }

  private static JsonNode array(Collection<?> values, Schema element) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(node(value, element)));
    return array;
  }

  private static JsonNode map(Map<?, ?> values, Schema schema) {
    ObjectNode object = NODES.objectNode();
    values.forEach((name, value) -> object.set(name.toString(), node(value, schema)));
    return object;
  }
}
