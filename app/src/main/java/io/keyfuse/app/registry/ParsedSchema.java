package io.keyfuse.app.registry;

import org.apache.avro.Schema;

/**
 * A schema with the text it is known by: Avro's own rendering, so that white space and the order of
 * attributes make no new schema.
 */
record ParsedSchema(String text, Schema schema) {
  /** Parses text; a {@link RegistryFault} says what is wrong with it. */
  static ParsedSchema of(String text) {
    try {
      Schema schema = new Schema.Parser().parse(text);
      return new ParsedSchema(schema.toString(), schema);
    } catch (RuntimeException e) { // Avro's parser throws more than its own kind
      throw RegistryFault.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /** Parses a text that was accepted before. */
  static Schema known(String text) {
    return new Schema.Parser().setValidateDefaults(false).parse(text);
  }
}
