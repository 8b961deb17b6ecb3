package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain JSON of {@link AvroJson} as a contract's record. A field that is absent takes the
 * contract's default. Stateless and thread-safe.
 */
final class AvroRecords {
  private AvroRecords() {}

  /**
   * Returns the record of a schema that a generated class has.
   *
   * @throws MendingException naming the field that does not fit
   */
  static IndexedRecord read(JsonNode tree, Schema schema) {
    return record(tree, schema, "");
  }

  private static IndexedRecord record(JsonNode tree, Schema schema, String path) {
    if (!tree.isObject()) {
      throw fault(path.isEmpty() ? "record" : path, "must be an object");
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null) {
                throw fault(prefix + name, "there is no such field in " + schema.getName());
              }
            });
    IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode node = tree.get(field.name());
      boolean absent = node == null;
      record.put(
          field.pos(),
          absent ? byDefault(field, prefix) : value(node, field.schema(), prefix + field.name()));
    }
    return record;
  }

  private static @Nullable Object byDefault(Schema.Field field, String prefix) {
    if (!field.hasDefaultValue()) {
      throw fault(prefix + field.name(), "is required");
    }
    return SpecificData.get().getDefaultValue(field);
  }

  private static @Nullable Object value(JsonNode node, Schema schema, String path) {
    return switch (schema.getType()) {
      case UNION -> union(node, schema, path);
      case RECORD -> record(node, schema, path);
      case ENUM -> enumSymbol(node, schema, path);
      case ARRAY -> array(node, schema.getElementType(), path);
      case MAP -> map(node, schema.getValueType(), path);
      case STRING -> checked(node.isTextual(), path, "a text") ? node.textValue() : null;
      case LONG -> wholeNumber(node, schema, path);
      case INT ->
          checked(node.canConvertToInt() && node.isIntegralNumber(), path, "a whole number")
              ? node.intValue()
              : null;
      case DOUBLE -> checked(node.isNumber(), path, "a number") ? node.doubleValue() : null;
      case BOOLEAN -> checked(node.isBoolean(), path, "true or false") ? node.booleanValue() : null;
      default -> throw fault(path, "cannot be changed");
    };
  }

  private static @Nullable Object union(JsonNode node, Schema schema, String path) {
    if (node.isNull()) {
      return null;
    }
    for (Schema branch : schema.getTypes()) {
      if (branch.getType() != Schema.Type.NULL) {
        return value(node, branch, path);
      }
    }
    throw fault(path, "must be null");
  }

  private static Object enumSymbol(JsonNode node, Schema schema, String path) {
    if (!node.isTextual() || !schema.hasEnumSymbol(node.textValue())) {
      throw fault(path, "must be one of " + schema.getEnumSymbols());
    }
    return SpecificData.get().createEnum(node.textValue(), schema);
  }

  private static Object wholeNumber(JsonNode node, Schema schema, String path) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return time(node, path);
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw fault(path, "must be a whole number of 64 bits");
    }
    return node.longValue();
  }

  private static Instant time(JsonNode node, String path) {
    try {
      return Instant.parse(node.asText());
    } catch (DateTimeException e) {
      throw fault(path, "must be a time such as 2026-11-23T10:00:00Z");
    }
  }

  private static List<@Nullable Object> array(JsonNode node, Schema element, String path) {
    List<@Nullable Object> values = new ArrayList<>();
    if (checked(node.isArray(), path, "a list")) {
      for (JsonNode item : node) {
        values.add(value(item, element, path + "[" + values.size() + "]"));
      }
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(JsonNode node, Schema schema, String path) {
    Map<String, @Nullable Object> values = new HashMap<>();
    if (checked(node.isObject(), path, "an object")) {
      node.properties()
          .forEach(
              e -> values.put(e.getKey(), value(e.getValue(), schema, path + "." + e.getKey())));
    }
    return values;
  }

  private static boolean checked(boolean fits, String path, String wanted) {
    if (!fits) {
      throw fault(path, "must be " + wanted);
    }
    return true;
  }

  private static MendingException fault(String path, String problem) {
    return new MendingException(path + ": " + problem);
  }
}
