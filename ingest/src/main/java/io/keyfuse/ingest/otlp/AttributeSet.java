package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.validate.RejectReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wanted attributes of one span, record, point or resource: texts, whole numbers and decimals.
 * Used by one thread.
 */
final class AttributeSet {
  private final Map<String, Object> values = new HashMap<>();

  void put(String name, Object value) {
    values.put(name, value);
  }

  int size() {
    return values.size();
  }

  /** Returns a text that two sets share only when they are equal, but for the names left out. */
  String identity(Set<String> without) {
    StringBuilder identity = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              if (!without.contains(name)) {
                identity.append(name).append('\u0001').append(value).append('\u0002');
              }
            });
    return identity.toString();
  }

  /** Returns true when one of the table's names of the meaning is there. */
  boolean has(Meaning meaning) {
    return value(meaning) != null;
  }

  /** Returns the meaning's text, or null; what is empty is absent. */
  @Nullable String text(Meaning meaning) {
    return text(GenAiAttributes.names(meaning));
  }

  /** Returns the first of the attributes that is there and not empty, as text. */
  @Nullable String text(List<String> names) {
    for (String name : names) {
      Object value = values.get(name);
      if (value != null && !value.toString().isBlank()) {
        return value.toString().strip();
      }
    }
    return null;
  }

  /**
   * Returns the meaning's count, 0 where there is none.
   *
   * @throws RecordFault when it is no whole number
   */
  long count(Meaning meaning) {
    Object value = value(meaning);
    if (value == null) {
      return 0;
    }
    if (value instanceof Long whole) {
      return whole;
    }
    if (value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15) {
      return real.longValue();
    }
    try {
      return Long.parseLong(value.toString());
    } catch (NumberFormatException e) {
      String name = GenAiAttributes.names(meaning).get(0);
      throw new RecordFault(RejectReason.INVALID_NUMBER, name, name + " must be a whole number");
    }
  }

  private @Nullable Object value(Meaning meaning) {
    for (String name : GenAiAttributes.names(meaning)) {
      Object value = values.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
