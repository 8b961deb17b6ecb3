package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.LastId;
import io.keyfuse.app.registry.LogRecord.Level;
import io.keyfuse.app.registry.LogRecord.RemovedVersion;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What changes the registry. Every change is decided on the whole log, written, and only then seen;
 * after a write of unknown outcome the log is read again before anything is decided. Thread-safe:
 * one change at a time.
 */
final class Registrar {
  private final SchemaLog log;
  private final SchemaStore store;
  private final SubjectCatalog catalog;
  private boolean stale = true;

  Registrar(SchemaLog log, SchemaStore store, SubjectCatalog catalog) {
    this.log = log;
    this.store = store;
    this.catalog = catalog;
  }

  /** Reads the log when that is due; the first time at start. */
  synchronized void catchUp() {
    if (stale) {
      store.replaceBy(
          log.readAll().stream().map(LogCodec::decode).flatMap(Optional::stream).toList());
      stale = false;
    }
  }

  /** Puts a schema under a subject, or finds it there; returns its id. */
  synchronized int register(String subject, ParsedSchema schema) {
    ready();
    List<SchemaVersion> live = catalog.live(subject);
    for (SchemaVersion version : live) {
      if (version.schema().equals(schema.text())) {
        return version.id();
      }
    }
    List<String> faults = faults(subject, schema, live);
    if (!faults.isEmpty()) {
      throw RegistryFault.incompatible(subject, faults);
    }
    int id = store.idOf(schema.text()).orElseGet(() -> store.lastId() + 1);
    List<SchemaVersion> all = store.versions(subject);
    int version = all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
    write(new SchemaVersion(subject, version, id, schema.text(), false));
    return id;
  }

  /** Returns what speaks against a schema beside these versions, under the subject's level. */
  List<String> faults(String subject, ParsedSchema schema, List<SchemaVersion> against) {
    List<Schema> past = against.stream().map(v -> ParsedSchema.known(v.schema())).toList();
    return CompatibilityChecker.faults(catalog.level(subject), schema.schema(), past);
  }

  /** Deletes a subject, softly or, after that, for good; returns the versions concerned. */
  synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    ready();
    List<SchemaVersion> all = catalog.versions(subject, true);
    List<SchemaVersion> live = catalog.live(subject);
    if (permanent && !live.isEmpty()) {
      throw RegistryFault.subjectNotSoftDeleted(subject);
    }
    if (!permanent && live.isEmpty()) {
      throw RegistryFault.subjectSoftDeleted(subject);
    }
    if (permanent) {
      remove(all);
    } else {
      live.forEach(version -> write(version.softDeleted()));
      if (store.ownLevel(subject).isPresent()) {
        write(new Level(subject, null));
      }
    }
    return (permanent ? all : live).stream().map(SchemaVersion::version).toList();
  }

  /** Deletes one version, softly or, after that, for good. */
  synchronized int deleteVersion(String subject, String version, boolean permanent) {
    ready();
    SchemaVersion found = catalog.version(subject, version, true);
    if (permanent && !found.deleted()) {
      throw RegistryFault.versionNotSoftDeleted(subject, found.version());
    }
    if (!permanent && found.deleted()) {
      throw RegistryFault.versionSoftDeleted(subject, found.version());
    }
    if (permanent) {
      remove(List.of(found));
    } else {
      write(found.softDeleted());
    }
    return found.version();
  }

  /** Sets the level of a subject, or of all with null; a null level takes the subject's back. */
  synchronized void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
    ready();
    write(new Level(subject, level));
  }

  private void remove(List<SchemaVersion> versions) {
    write(new LastId(store.lastId()));
    versions.forEach(v -> write(new RemovedVersion(v.subject(), v.version())));
  }

  private void ready() {
    try {
      catchUp();
    } catch (SchemaLogException e) {
      throw RegistryFault.storeFailed(e);
    }
  }

  private void write(LogRecord record) {
    try {
      log.append(LogCodec.encode(record));
    } catch (SchemaLogException e) {
      stale = true;
      throw RegistryFault.storeFailed(e);
    }
    store.apply(record);
  }
}
