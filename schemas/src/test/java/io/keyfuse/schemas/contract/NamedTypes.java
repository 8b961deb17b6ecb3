package io.keyfuse.schemas.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Finds the records and enums of a schema. Stateless. */
public final class NamedTypes {
  private NamedTypes() {}

  /** Returns them by full name in the order in which they are met, the schema's own first. */
  public static Map<String, Schema> of(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    collect(schema, found);
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM -> found.put(schema.getFullName(), schema);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      default -> {}
    }
  }
}
