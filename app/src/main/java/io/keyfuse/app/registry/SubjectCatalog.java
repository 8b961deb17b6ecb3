package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What can be asked of the registry; a {@link RegistryFault} answers what is not there. */
final class SubjectCatalog {
  private static final String LATEST = "latest";

  private final SchemaStore store;
  private final ReferenceResolver resolver;

  SubjectCatalog(SchemaStore store) {
    this.store = store;
    this.resolver = new ReferenceResolver(store);
  }

  /** Parses a schema with what it refers to. */
  ParsedSchema parse(SchemaRequest request) {
    return resolver.parse(request);
  }

  /** Returns the parsed schema of a version. */
  Schema schemaOf(SchemaVersion version) {
    return resolver.known(version);
  }

  /** Lists subjects; DELETED are those of which every version is soft-deleted. */
  List<String> subjects(Visibility visibility) {
    return store.subjects().stream()
        .filter(
            subject ->
                visibility == Visibility.ALL
                    || live(subject).isEmpty() == (visibility == Visibility.DELETED))
        .toList();
  }

  /** Lists a subject's versions, oldest first. */
  List<SchemaVersion> versions(String subject, Visibility visibility) {
    List<SchemaVersion> found = store.versions(subject).stream().filter(visibility::shows).toList();
    if (found.isEmpty()) {
      throw RegistryFault.noSubject(subject);
    }
    return found;
  }

  /** Finds a version by its number or by {@code latest}, the newest that is not deleted. */
  SchemaVersion version(String subject, String text, Visibility visibility) {
    int number = number(text);
    List<SchemaVersion> found = versions(subject, visibility);
    if (number < 0) {
      List<SchemaVersion> live = live(subject);
      List<SchemaVersion> newest = live.isEmpty() ? found : live;
      return newest.get(newest.size() - 1);
    }
    return found.stream()
        .filter(version -> version.version() == number)
        .findFirst()
        .orElseThrow(() -> RegistryFault.noVersion(text));
  }

  /** Finds the version of a subject that has exactly this schema, the newest first. */
  SchemaVersion lookup(String subject, SchemaRequest request, Visibility visibility) {
    List<SchemaVersion> found = versions(subject, visibility);
    return find(parse(request), found).orElseThrow(RegistryFault::noSchema);
  }

  /** Finds a schema among versions, the newest first; its types may be written out. */
  Optional<SchemaVersion> find(ParsedSchema schema, List<SchemaVersion> among) {
    return among.stream()
        .filter(version -> schema.isThatOf(version) || resolver.writtenOut(schema, version))
        .reduce((older, newer) -> newer);
  }

  /** Returns a version with an id, also when all of them are soft-deleted. */
  SchemaVersion withId(String text) {
    return store.withId(id(text)).stream().findFirst().orElseThrow(RegistryFault::noSchema);
  }

  /** Returns the versions that have an id. */
  List<SchemaVersion> usesOf(String text, Visibility visibility) {
    return store.withId(withId(text).id()).stream().filter(visibility::shows).toList();
  }

  /** Returns the versions that refer to one. */
  List<SchemaVersion> referringTo(SchemaVersion version, Visibility visibility) {
    return store.referringTo(version).stream().filter(visibility::shows).toList();
  }

  /** Returns the level that a subject is judged by. */
  CompatibilityLevel level(String subject) {
    return store.ownLevel(subject).orElse(store.globalLevel());
  }

  /** Returns the mode that holds for a subject or, with null, for all. */
  RegistryMode mode(@Nullable String subject) {
    RegistryMode global = store.globalMode();
    return subject == null || global == RegistryMode.READONLY_OVERRIDE
        ? global
        : store.ownMode(subject).orElse(global);
  }

  /** Returns true when a subject or, with null, any has a version that is not deleted. */
  boolean hasSchemas(@Nullable String subject) {
    return subject == null ? !subjects(Visibility.LIVE).isEmpty() : !live(subject).isEmpty();
  }

  /** Returns a subject's versions that are not deleted; empty where there is none. */
  List<SchemaVersion> live(String subject) {
    return store.versions(subject).stream().filter(Visibility.LIVE::shows).toList();
  }

  /** Reads a version's number; -1 means the latest. */
  private static int number(String text) {
    if (text.equals(LATEST) || text.equals("-1")) {
      return -1;
    }
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw RegistryFault.invalidVersion(text);
    }
    throw RegistryFault.invalidVersion(text);
  }

  private static int id(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RegistryFault.noSchema();
    }
  }
}
