package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch of RFC 7396. Stateless and thread-safe. */
final class MergePatch {
  private MergePatch() {}

  /** Returns the target as the patch changes it; neither argument is changed. */
  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    changes
        .properties()
        .forEach(
            change -> {
              String name = change.getKey();
              if (change.getValue().isNull()) {
                result.remove(name);
              } else {
                JsonNode old = result.path(name);
                result.set(name, apply(old, change.getValue()));
              }
            });
    return result;
  }
}
