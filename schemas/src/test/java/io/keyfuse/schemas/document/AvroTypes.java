package io.keyfuse.schemas.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Reads what the documents need out of an Avro schema. Stateless. */
final class AvroTypes {
  private AvroTypes() {}

  /** Returns the branch of an optional field that is not null. */
  static Schema presentBranch(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  /** Returns an enum's symbols with their meanings, which its doc tells as {@code SYMBOL: …}. */
  static Map<String, String> meanings(Schema symbols) {
    Pattern mark =
        Pattern.compile("(?<=^|\\s)(" + String.join("|", symbols.getEnumSymbols()) + "): ");
    String doc = symbols.getDoc();
    List<MatchResult> marks = mark.matcher(doc).results().toList();
    Map<String, String> meanings = new LinkedHashMap<>();
    for (int i = 0; i < marks.size(); i++) {
      int end = i + 1 < marks.size() ? marks.get(i + 1).start() : doc.length();
      meanings.put(marks.get(i).group(1), doc.substring(marks.get(i).end(), end).strip());
    }
    return meanings;
  }

  /** Returns what an enum's doc says before its symbols. */
  static String summary(Schema symbols) {
    String doc = symbols.getDoc();
    int first = doc.indexOf(symbols.getEnumSymbols().get(0) + ": ");
    return doc.substring(0, first).strip();
  }

  /** Returns a type as the tables name it. */
  static String name(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> name(presentBranch(schema)) + " or null";
      case ARRAY -> "list of " + name(schema.getElementType());
      case MAP -> "map of text to " + name(schema.getValueType());
      case RECORD, ENUM ->
          "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
      case STRING -> "text";
      case LONG -> isTime(schema) ? "time" : "whole number, 64 bits";
      case INT -> "whole number, 32 bits";
      case DOUBLE -> "number";
      default -> schema.getType().getName();
    };
  }

  static boolean isTime(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }
}
