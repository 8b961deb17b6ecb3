package io.keyfuse.app.registry;

import org.jspecify.annotations.Nullable;

/** One change of the registry's state; what the topic holds. */
sealed interface LogRecord {
  /**
   * A schema under a subject. One record carries all, so that a registration is whole or absent.
   *
   * @param id global id; equal text has an equal id under every subject
   * @param schema the schema's text
   * @param deleted true when soft-deleted
   */
  record SchemaVersion(String subject, int version, int id, String schema, boolean deleted)
      implements LogRecord {
    SchemaVersion softDeleted() {
      return new SchemaVersion(subject, version, id, schema, true);
    }
  }

  /** A version that is gone for good. */
  record RemovedVersion(String subject, int version) implements LogRecord {}

  /**
   * A compatibility level.
   *
   * @param subject null for the level of all subjects
   * @param level null when the subject's own level is taken back
   */
  record Level(@Nullable String subject, @Nullable CompatibilityLevel level) implements LogRecord {}

  /** The highest id ever given; kept before a version goes, so that no id is given twice. */
  record LastId(int id) implements LogRecord {}
}
