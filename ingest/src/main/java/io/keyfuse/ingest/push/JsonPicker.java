package io.keyfuse.ingest.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Picks scalars out of a JSON value by their JSON pointers (RFC 6901) and skips all the rest in its
 * encoded form: what no pointer names, such as prompts, is never held. Immutable and thread-safe.
 */
final class JsonPicker {
  private static final int LONGEST_TEXT = 4096;

  /** What is picked at one place and below it. */
  private static final class Place {
    private final Map<String, Place> below = new HashMap<>();
    private String pointer = "";
  }

  private final Place root = new Place();

  JsonPicker(Collection<String> pointers) {
    pointers.forEach(this::add);
  }

  private void add(String pointer) {
    Place at = root;
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      at = at.below.computeIfAbsent(name, unused -> new Place());
    }
    at.pointer = pointer;
  }

  /**
   * Reads the value that the parser stands at to its end.
   *
   * @return pointer to text of what is there; nulls are absent, long texts are cut; of two equal
   *     names the last counts
   */
  Map<String, String> pick(JsonParser in) throws IOException {
    Map<String, String> picked = new HashMap<>();
    value(in, root, picked);
    return picked;
  }

  private static void value(JsonParser in, Place at, Map<String, String> picked)
      throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT && !at.below.isEmpty()) {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        member(in, at.below.get(in.currentName()), picked);
      }
    } else if (in.currentToken() == JsonToken.START_ARRAY && !at.below.isEmpty()) {
      for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
        element(in, at.below.get(Integer.toString(i)), picked);
      }
    } else if (in.currentToken().isScalarValue()) {
      scalar(in, at, picked);
    } else {
      in.skipChildren();
    }
  }

  private static void member(JsonParser in, @Nullable Place at, Map<String, String> picked)
      throws IOException {
    in.nextToken();
    element(in, at, picked);
  }

  private static void element(JsonParser in, @Nullable Place at, Map<String, String> picked)
      throws IOException {
    if (at == null) {
      in.skipChildren();
    } else {
      value(in, at, picked);
    }
  }

  private static void scalar(JsonParser in, Place at, Map<String, String> picked)
      throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      picked.remove(at.pointer);
    } else if (!at.pointer.isEmpty()) {
      int length = Math.min(LONGEST_TEXT, in.getTextLength());
      picked.put(
          at.pointer, new String(in.getTextCharacters(), in.getTextOffset(), length).strip());
    }
  }
}
