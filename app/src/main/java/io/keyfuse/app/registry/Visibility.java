package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.SchemaVersion;

/** Which versions a question is about. */
enum Visibility {
  LIVE,
  ALL,
  /** Only those that are soft-deleted. */
  DELETED;

  boolean shows(SchemaVersion version) {
    return this == ALL || version.deleted() == (this == DELETED);
  }
}
