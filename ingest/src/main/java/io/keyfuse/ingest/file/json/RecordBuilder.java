package io.keyfuse.ingest.file.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds the kept members of one record, bounded in number and length. Texts longer than any id are
 * left out; decimals keep every digit. Used by one thread, for one record.
 */
final class RecordBuilder {
  private static final int LONGEST_TEXT = 4_096;
  private static final int MOST_VALUES = 10_000;
  static final String TOO_LARGE = "a record may have " + MOST_VALUES + " values";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Predicate<String> names;
  private int values;

  RecordBuilder(Predicate<String> names) {
    this.names = names;
  }

  static ObjectNode empty() {
    return NODES.objectNode();
  }

  /** Returns true when the record has more values than are kept; what it holds is then cut. */
  boolean isTooLarge() {
    return values > MOST_VALUES;
  }

  /** Reads the value at the parser; null for one that is left out. */
  @Nullable JsonNode value(JsonParser in) throws IOException {
    values++;
    if (isTooLarge()) {
      in.skipChildren();
      return null;
    }
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> text(in);
      case VALUE_NUMBER_INT -> integer(in);
      case VALUE_NUMBER_FLOAT -> decimal(in);
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(in.getBooleanValue());
      default -> null;
    };
  }

  private ObjectNode object(JsonParser in) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      put(object, name, in);
    }
    return object;
  }

  /** Puts the value at the parser into the object when it is kept; else skips it. */
  void put(ObjectNode object, String name, JsonParser in) throws IOException {
    if (!names.test(name)) {
      in.skipChildren();
      return;
    }
    JsonNode value = value(in);
    if (value != null) {
      object.set(name, value);
    }
  }

  private ArrayNode array(JsonParser in) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      JsonNode value = value(in);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }

  private static @Nullable JsonNode text(JsonParser in) throws IOException {
    return in.getTextLength() > LONGEST_TEXT ? null : NODES.textNode(in.getText());
  }

  private static JsonNode integer(JsonParser in) throws IOException {
    return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? decimal(in)
        : NODES.numberNode(in.getLongValue());
  }

  /** A number with an absurd exponent stays a text, which its reader then refuses by name. */
  private static JsonNode decimal(JsonParser in) throws IOException {
    try {
      return DecimalNode.valueOf(in.getDecimalValue());
    } catch (NumberFormatException absurd) {
      return NODES.textNode(in.getText());
    }
  }
}
