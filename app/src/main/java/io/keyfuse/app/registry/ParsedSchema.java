package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema with what it is known by: its text and its references.
 *
 * @param text Avro's own rendering, so that white space and the order of attributes make no new
 *     schema; for a schema with references the JSON as sent, without white space
 */
record ParsedSchema(String text, List<SchemaReference> references, Schema schema) {
  /** Returns true when the version holds this schema. */
  boolean isThatOf(SchemaVersion version) {
    return version.schema().equals(text) && version.references().equals(references);
  }
}
