package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.LastId;
import io.keyfuse.app.registry.LogRecord.Level;
import io.keyfuse.app.registry.LogRecord.ModeChange;
import io.keyfuse.app.registry.LogRecord.RemovedVersion;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** What adds and deletes schemas. Thread-safe: one change at a time. */
final class Registrar {
  private final StoreWriter writer;
  private final SchemaStore store;
  private final SubjectCatalog catalog;

  Registrar(StoreWriter writer, SchemaStore store, SubjectCatalog catalog) {
    this.writer = writer;
    this.store = store;
    this.catalog = catalog;
  }

  /** Puts a schema under a subject, or finds it there; returns its id. */
  int register(String subject, SchemaRequest request) {
    return writer.change(
        () -> {
          ParsedSchema schema = catalog.parse(request);
          Optional<SchemaVersion> found = catalog.find(schema, catalog.live(subject));
          boolean anyId = request.id() == SchemaRequest.NO_ID;
          if (found.isPresent() && (anyId || found.get().id() == request.id())) {
            return found.get().id();
          }
          checkMode(subject, request.imports());
          return request.imports() ? take(subject, request, schema) : add(subject, schema);
        });
  }

  /** Returns what speaks against a schema beside these versions, under the subject's level. */
  List<String> faults(String subject, ParsedSchema schema, List<SchemaVersion> against) {
    List<Schema> past = against.stream().map(catalog::schemaOf).toList();
    return CompatibilityChecker.faults(catalog.level(subject), schema.schema(), past);
  }

  /** Deletes a subject, softly or, after that, for good; returns the versions concerned. */
  List<Integer> deleteSubject(String subject, boolean permanent) {
    return writer.change(
        () -> {
          List<SchemaVersion> all = catalog.versions(subject, Visibility.ALL);
          List<SchemaVersion> live = catalog.live(subject);
          if (permanent && !live.isEmpty()) {
            throw RegistryFault.subjectNotSoftDeleted(subject);
          }
          if (!permanent && live.isEmpty()) {
            throw RegistryFault.subjectSoftDeleted(subject);
          }
          delete(subject, permanent ? all : live, permanent);
          return (permanent ? all : live).stream().map(SchemaVersion::version).toList();
        });
  }

  /** Deletes one version, softly or, after that, for good. */
  int deleteVersion(String subject, String version, boolean permanent) {
    return writer.change(
        () -> {
          SchemaVersion found = catalog.version(subject, version, Visibility.ALL);
          if (permanent && !found.deleted()) {
            throw RegistryFault.versionNotSoftDeleted(subject, found.version());
          }
          if (!permanent && found.deleted()) {
            throw RegistryFault.versionSoftDeleted(subject, found.version());
          }
          delete(subject, List.of(found), permanent);
          return found.version();
        });
  }

  private void checkMode(String subject, boolean imports) {
    RegistryMode mode = catalog.mode(subject);
    if (mode.readOnly()) {
      throw RegistryFault.wrongMode(subject, "in read-only");
    }
    if (imports != (mode == RegistryMode.IMPORT)) {
      throw RegistryFault.wrongMode(subject, imports ? "not in import" : "not in read-write");
    }
  }

  private int add(String subject, ParsedSchema schema) {
    List<String> faults = faults(subject, schema, catalog.live(subject));
    if (!faults.isEmpty()) {
      throw RegistryFault.incompatible(subject, faults);
    }
    return put(subject, nextVersion(subject), idOf(schema), schema);
  }

  /** Takes a schema with the id and version it has elsewhere; it replaces nothing. */
  private int take(String subject, SchemaRequest request, ParsedSchema schema) {
    int id = request.id() == SchemaRequest.NO_ID ? idOf(schema) : request.id();
    int version =
        request.version() > SchemaRequest.NO_VERSION ? request.version() : nextVersion(subject);
    if (store.withId(id).stream().anyMatch(v -> !schema.isThatOf(v))) {
      throw RegistryFault.notPermitted("Overwrite new schema with id " + id + " is not permitted.");
    }
    if (store.versions(subject).stream()
        .anyMatch(v -> v.version() == version && !(schema.isThatOf(v) && v.id() == id))) {
      throw RegistryFault.notPermitted(
          "Overwrite of version " + version + " of subject " + subject + " is not permitted.");
    }
    return put(subject, version, id, schema);
  }

  private int put(String subject, int version, int id, ParsedSchema schema) {
    writer.write(
        new SchemaVersion(subject, version, id, schema.text(), schema.references(), false));
    return id;
  }

  private int idOf(ParsedSchema schema) {
    return store.idOf(schema).orElseGet(() -> Math.addExact(store.lastId(), 1));
  }

  private int nextVersion(String subject) {
    List<SchemaVersion> all = store.versions(subject);
    return all.isEmpty() ? 1 : Math.addExact(all.get(all.size() - 1).version(), 1);
  }

  private void delete(String subject, List<SchemaVersion> versions, boolean permanent) {
    if (catalog.mode(subject).readOnly()) {
      throw RegistryFault.wrongMode(subject, "in read-only");
    }
    for (SchemaVersion version : versions) {
      // Who reads an old record needs the references of a soft-deleted schema too.
      if (!catalog.referringTo(version, permanent ? Visibility.ALL : Visibility.LIVE).isEmpty()) {
        throw RegistryFault.referenced(subject, version.version());
      }
    }
    if (permanent) {
      writer.write(new LastId(store.lastId()));
      versions.forEach(v -> writer.write(new RemovedVersion(v.subject(), v.version())));
    } else {
      versions.forEach(version -> writer.write(version.softDeleted()));
      forget(subject);
    }
  }

  /** A subject without live versions has no settings of its own. */
  private void forget(String subject) {
    if (catalog.live(subject).isEmpty()) {
      store.ownLevel(subject).ifPresent(any -> writer.write(new Level(subject, null)));
      store.ownMode(subject).ifPresent(any -> writer.write(new ModeChange(subject, null)));
    }
  }
}
