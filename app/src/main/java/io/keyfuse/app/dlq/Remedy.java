package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What is changed in a letter before it goes back.
 *
 * @param patch RFC 7396 merge patch on the record's plain JSON, or null to keep the value's bytes
 * @param rekey true to set the record key to the value's credential id; a patch implies it
 */
public record Remedy(@Nullable JsonNode patch, boolean rekey) {
  /** Sends letters back as they came. */
  public static final Remedy NONE = new Remedy(null, false);
}
