package io.keyfuse.detectors.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The models that one ledger tells apart: sixteen names, further ones are {@value #OTHER}. Mutable,
 * owned by one ledger; not thread-safe.
 */
final class ModelPlaces {
  static final int MOST = 16;
  static final String OTHER = "other";
  private static final int MOST_CHARACTERS = 64;

  private final List<String> names = new ArrayList<>();

  /** Returns under which name the model is kept, giving it a place while there is one. */
  String name(@Nullable String model) {
    String name = plain(model);
    if (names.contains(name)) {
      return name;
    }
    if (names.size() >= MOST || name.equals(OTHER)) {
      return OTHER;
    }
    names.add(name);
    return name;
  }

  // A bill's line item says what was used of the model: "gpt-4o-2024-08-06, input".
  private static String plain(@Nullable String model) {
    String text = model == null ? "" : model;
    int comma = text.indexOf(',');
    String name = (comma < 0 ? text : text.substring(0, comma)).strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return OTHER;
    }
    return name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) : name;
  }

  void keepOnly(Collection<String> used) {
    names.retainAll(used);
  }

  int of(String name) {
    int at = names.indexOf(name);
    return at < 0 ? MOST : at;
  }

  String at(int place) {
    if (place == MOST) {
      return OTHER;
    }
    if (place >= names.size()) {
      throw new IllegalArgumentException("no model has place " + place);
    }
    return names.get(place);
  }

  void write(ByteWriter out) {
    out.count(names.size());
    names.forEach(out::text);
  }

  static ModelPlaces read(ByteReader in) {
    ModelPlaces places = new ModelPlaces();
    int size = in.count(MOST);
    for (int i = 0; i < size; i++) {
      String name = in.text();
      places.names.add(name == null ? "" : name);
    }
    return places;
  }
}
