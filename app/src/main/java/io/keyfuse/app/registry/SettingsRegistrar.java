package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.Level;
import io.keyfuse.app.registry.LogRecord.ModeChange;
import org.jspecify.annotations.Nullable;

/**
 * What changes levels and modes, of a subject or, with null, of all. Thread-safe: one change at a
 * time.
 */
final class SettingsRegistrar {
  private final StoreWriter writer;
  private final SchemaStore store;
  private final SubjectCatalog catalog;

  SettingsRegistrar(StoreWriter writer, SchemaStore store, SubjectCatalog catalog) {
    this.writer = writer;
    this.store = store;
    this.catalog = catalog;
  }

  CompatibilityLevel setLevel(@Nullable String subject, CompatibilityLevel level) {
    return writer.change(
        () -> {
          writeLevel(subject, level);
          return level;
        });
  }

  /** Goes back to the level of all subjects or, with null, to BACKWARD; returns the level left. */
  CompatibilityLevel takeBackLevel(@Nullable String subject) {
    return writer.change(
        () -> {
          CompatibilityLevel before =
              subject == null
                  ? store.globalLevel()
                  : store.ownLevel(subject).orElseThrow(() -> RegistryFault.noSubject(subject));
          writeLevel(subject, null);
          return before;
        });
  }

  /** Sets a mode; {@code force} allows IMPORT although there are schemas. */
  RegistryMode setMode(@Nullable String subject, RegistryMode mode, boolean force) {
    return writer.change(
        () -> {
          boolean begins = mode == RegistryMode.IMPORT && catalog.mode(subject) != mode;
          if (begins && !force && catalog.hasSchemas(subject)) {
            throw RegistryFault.notPermitted("Cannot import since found existing subjects");
          }
          writer.write(new ModeChange(subject, mode));
          return mode;
        });
  }

  /** Goes back to the mode of all subjects or, with null, to READWRITE; returns the mode left. */
  RegistryMode takeBackMode(@Nullable String subject) {
    return writer.change(
        () -> {
          RegistryMode before =
              subject == null
                  ? store.globalMode()
                  : store.ownMode(subject).orElseThrow(() -> RegistryFault.noSubject(subject));
          writer.write(new ModeChange(subject, null));
          return before;
        });
  }

  private void writeLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
    if (catalog.mode(subject).readOnly()) {
      throw RegistryFault.wrongMode(subject, "in read-only");
    }
    writer.write(new Level(subject, level));
  }
}
