package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** JSON whose members are in one order at every level, so that texts of it can be compared. */
final class SortedJson {
  private SortedJson() {}

  /** Returns a sorted copy. */
  static JsonNode of(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> items.add(of(item)));
      return items;
    }
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> members = new TreeMap<>();
      object.forEachEntry((name, value) -> members.put(name, of(value)));
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      sorted.setAll(members);
      return sorted;
    }
    return node;
  }

  /** Returns the sorted text, or none for what is empty or not there. */
  static String textOrNone(JsonNode node) {
    boolean none = node.isMissingNode() || node.isNull() || node.isEmpty();
    return none ? Limits.NONE : of(node).toString();
  }
}
