package io.keyfuse.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes configuration records as the tree that would bind to them; nulls are left out. */
final class RecordTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordTree() {}

  /** Returns the tree of a record. */
  static ObjectNode of(Record value) {
    ObjectNode tree = NODES.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      JsonNode node = node(read(component, value));
      if (!node.isNull()) {
        tree.set(SnakeCase.of(component.getName()), node);
      }
    }
    return tree;
  }

  private static JsonNode node(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Record nested) {
      return of(nested);
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode tree = NODES.objectNode();
      map.forEach((k, v) -> tree.set(String.valueOf(k), node(v)));
      return tree;
    }
    if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode();
      items.forEach(item -> array.add(node(item)));
      return array;
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Duration duration) {
      return NODES.textNode(Durations.format(duration));
    }
    if (value instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    }
    if (value instanceof Double real) {
      return NODES.numberNode(real);
    }
    if (value instanceof Number number) {
      return NODES.numberNode(number.longValue());
    }
    String text = value instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : value.toString();
    return NODES.textNode(text);
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      var accessor = component.getAccessor();
      accessor.trySetAccessible();
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record component " + component.getName(), e);
    }
  }
}
