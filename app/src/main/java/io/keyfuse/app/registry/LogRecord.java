package io.keyfuse.app.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of the registry's state; what the topic holds. */
sealed interface LogRecord {
  /**
   * A schema under a subject. One record carries all, so that a registration is whole or absent.
   *
   * @param id global id; equal text has an equal id under every subject, unless imported
   * @param schema the schema's text
   * @param references types that the text uses and other subjects hold
   * @param deleted true when soft-deleted
   */
  record SchemaVersion(
      String subject,
      int version,
      int id,
      String schema,
      List<SchemaReference> references,
      boolean deleted)
      implements LogRecord {
    public SchemaVersion {
      references = List.copyOf(references);
    }

    SchemaVersion softDeleted() {
      return new SchemaVersion(subject, version, id, schema, references, true);
    }

    boolean refersTo(SchemaVersion other) {
      return references.stream()
          .anyMatch(r -> r.subject().equals(other.subject) && r.version() == other.version);
    }

    /** Returns true when the other version may share this one's id. */
    boolean sameSchema(SchemaVersion other) {
      return schema.equals(other.schema) && references.equals(other.references);
    }
  }

  /** A version that is gone for good. */
  record RemovedVersion(String subject, int version) implements LogRecord {}

  /**
   * A compatibility level.
   *
   * @param subject null for the level of all subjects
   * @param level null when the level is taken back
   */
  record Level(@Nullable String subject, @Nullable CompatibilityLevel level) implements LogRecord {}

  /**
   * A mode.
   *
   * @param subject null for the mode of all subjects
   * @param mode null when the mode is taken back
   */
  record ModeChange(@Nullable String subject, @Nullable RegistryMode mode) implements LogRecord {}

  /** The highest id ever given; kept before a version goes, so that no id is given twice. */
  record LastId(int id) implements LogRecord {}
}
