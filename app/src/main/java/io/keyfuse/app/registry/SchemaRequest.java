package io.keyfuse.app.registry;

import java.util.List;

/**
 * A schema as a client sends it.
 *
 * @param id the id that an import asks for, {@link #NO_ID} to be given one
 * @param version the version that an import asks for, {@link #NO_VERSION} for the next
 * @param normalize true to bring the schema into its normal form first
 */
record SchemaRequest(
    String text, List<SchemaReference> references, int id, int version, boolean normalize) {
  static final int NO_ID = -1;
  static final int NO_VERSION = 0;

  SchemaRequest {
    references = List.copyOf(references);
  }

  /** Asks for a schema that refers to nothing. */
  static SchemaRequest of(String text) {
    return new SchemaRequest(text, List.of(), NO_ID, NO_VERSION, false);
  }

  /** Returns true when the client names the id or the version itself. */
  boolean imports() {
    return id > NO_ID || version > NO_VERSION;
  }
}
