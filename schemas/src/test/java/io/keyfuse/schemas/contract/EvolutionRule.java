package io.keyfuse.schemas.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

/**
 * The rule by which contracts change: BACKWARD_TRANSITIVE as the registry judges it, and no symbol
 * ever goes, because Avro would read the records that have it as the enum's default.
 */
final class EvolutionRule {
  private EvolutionRule() {}

  /**
   * Checks that a schema may follow all that landed before it.
   *
   * @throws SchemaValidationException when a record written with one of them could not be read, or
   *     would be read as something else
   */
  static void check(Schema next, List<Schema> past) throws SchemaValidationException {
    new SchemaValidatorBuilder().canReadStrategy().validateAll().validate(next, past);
    Map<String, Schema> now = enums(next);
    for (Schema before : past) {
      for (Schema symbols : enums(before).values()) {
        Schema kept = now.get(symbols.getFullName());
        if (kept != null && !kept.getEnumSymbols().containsAll(symbols.getEnumSymbols())) {
          throw new SchemaValidationException(kept, symbols);
        }
      }
    }
  }

  private static Map<String, Schema> enums(Schema schema) {
    Map<String, Schema> found = new HashMap<>();
    NamedTypes.of(schema)
        .forEach(
            (name, type) -> {
              if (type.getType() == Schema.Type.ENUM) {
                found.put(name, type);
              }
            });
    return found;
  }
}
