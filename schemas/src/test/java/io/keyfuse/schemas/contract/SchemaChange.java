package io.keyfuse.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/** Kinds of change that somebody may try on a contract, at a place drawn from a seed. */
enum SchemaChange {
  ADD_FIELD_WITHOUT_DEFAULT(false) {
    @Override
    void apply(JsonNode schema, Random random) {
      fields(record(schema, random)).addObject().put("name", "added").put("type", "string");
    }
  },
  CHANGE_TYPE(false) {
    @Override
    void apply(JsonNode schema, Random random) {
      ObjectNode field = field(schema, random, any -> any.get("type").isTextual());
      field.remove("default");
      field.putObject("type").put("type", "array").put("items", "boolean");
    }
  },
  NARROW_TO_INT(false) {
    @Override
    void apply(JsonNode schema, Random random) {
      field(schema, random, field -> isA("long", field)).put("type", "int").remove("default");
    }
  },
  FORBID_NULL(false) {
    @Override
    void apply(JsonNode schema, Random random) {
      ObjectNode field = field(schema, random, any -> any.get("type").isArray());
      field.set("type", field.get("type").get(1));
      field.remove("default");
    }
  },
  RENAME_REQUIRED_FIELD(false) {
    @Override
    void apply(JsonNode schema, Random random) {
      rename(field(schema, random, field -> !field.has("default")));
    }
  },
  REMOVE_SYMBOL(false) {
    @Override
    void apply(JsonNode schema, Random random) {
      ObjectNode symbols = draw(all(schema, "enum"), random);
      ArrayNode list = (ArrayNode) symbols.get("symbols");
      list.remove(list.size() - 1);
    }
  },
  ADD_FIELD_WITH_DEFAULT(true) {
    @Override
    void apply(JsonNode schema, Random random) {
      ObjectNode field = fields(record(schema, random)).addObject();
      field.put("name", "added").put("default", "").put("type", "string");
    }
  },
  ADD_SYMBOL(true) {
    @Override
    void apply(JsonNode schema, Random random) {
      ((ArrayNode) draw(all(schema, "enum"), random).get("symbols")).add("ADDED");
    }
  },
  ALLOW_NULL(true) {
    @Override
    void apply(JsonNode schema, Random random) {
      ObjectNode field = field(schema, random, any -> any.get("type").isTextual());
      String type = field.get("type").asText();
      field.remove("default");
      field.putArray("type").add("null").add(type);
    }
  },
  RENAME_WITH_ALIAS(true) {
    @Override
    void apply(JsonNode schema, Random random) {
      ObjectNode field = field(schema, random, any -> !any.has("default"));
      field.putArray("aliases").add(field.get("name").asText());
      rename(field);
    }
  },
  DROP_FIELD(true) {
    @Override
    void apply(JsonNode schema, Random random) {
      // The last field: another may define a type that a later one names.
      ArrayNode fields = fields((ObjectNode) schema);
      fields.remove(fields.size() - 1);
    }
  },
  MEND_WORDS(true) {
    @Override
    void apply(JsonNode schema, Random random) {
      field(schema, random, any -> true).put("doc", "Said in other words.");
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean allowed;

  SchemaChange(boolean allowed) {
    this.allowed = allowed;
  }

  boolean isAllowed() {
    return allowed;
  }

  /** Returns the changed schema, or nothing where the contract has no place for the change. */
  Optional<Schema> of(Schema schema, long seed) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      apply(tree, new Random(seed));
      return Optional.of(new Schema.Parser().parse(tree.toString()));
    } catch (NoSuchPlaceException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  abstract void apply(JsonNode schema, Random random);

  private static void rename(ObjectNode field) {
    field.put("name", "renamed_" + field.get("name").asText());
  }

  private static boolean isA(String type, ObjectNode node) {
    return node.path("type").asText().equals(type);
  }

  private static ObjectNode record(JsonNode schema, Random random) {
    return draw(all(schema, "record"), random);
  }

  private static ArrayNode fields(ObjectNode record) {
    return (ArrayNode) record.get("fields");
  }

  private static ObjectNode field(JsonNode schema, Random random, Predicate<ObjectNode> fits) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode record : all(schema, "record")) {
      fields(record).forEach(field -> found.add((ObjectNode) field));
    }
    found.removeIf(fits.negate());
    return draw(found, random);
  }

  private static List<ObjectNode> all(JsonNode schema, String type) {
    List<ObjectNode> found = new ArrayList<>();
    collect(schema, type, found);
    return found;
  }

  private static void collect(JsonNode node, String type, List<ObjectNode> found) {
    if (node instanceof ObjectNode object && isA(type, object)) {
      found.add(object);
    }
    node.forEach(below -> collect(below, type, found));
  }

  private static <T> T draw(List<T> choices, Random random) {
    if (choices.isEmpty()) {
      throw new NoSuchPlaceException();
    }
    return choices.get(random.nextInt(choices.size()));
  }

  /** The contract has no place for such a change. */
  private static final class NoSuchPlaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
