package io.keyfuse.ingest.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of a call over those of its resource. Immutable view. */
record Attributed(AttributeSet own, AttributeSet resource) {
  /** Returns the first of the attributes, of the call before its resource. */
  @Nullable String text(List<String> names) {
    String found = own.text(names);
    return found == null ? resource.text(names) : found;
  }

  /** Returns an attribute, of the call before its resource. */
  @Nullable String text(String name) {
    return text(List.of(name));
  }

  /** Returns a meaning's text, of the call before its resource. */
  @Nullable String text(Meaning meaning) {
    return text(GenAiAttributes.names(meaning));
  }
}
