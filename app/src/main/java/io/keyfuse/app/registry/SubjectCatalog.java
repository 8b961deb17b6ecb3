package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import java.util.function.Predicate;

/** What can be asked of the registry; a {@link RegistryFault} answers what is not there. */
final class SubjectCatalog {
  private static final String LATEST = "latest";

  private final SchemaStore store;

  SubjectCatalog(SchemaStore store) {
    this.store = store;
  }

  /** Lists subjects; {@code deleted} adds those that only have soft-deleted versions. */
  List<String> subjects(boolean deleted) {
    return store.subjects().stream()
        .filter(subject -> deleted || !live(subject).isEmpty())
        .toList();
  }

  /** Lists a subject's versions, oldest first. */
  List<SchemaVersion> versions(String subject, boolean deleted) {
    List<SchemaVersion> found = deleted ? store.versions(subject) : live(subject);
    if (found.isEmpty()) {
      throw RegistryFault.noSubject(subject);
    }
    return found;
  }

  /** Finds a version by its number or by {@code latest}, the newest that is not deleted. */
  SchemaVersion version(String subject, String text, boolean deleted) {
    int number = number(text);
    List<SchemaVersion> found = versions(subject, deleted);
    if (number < 0) {
      List<SchemaVersion> live = live(subject);
      List<SchemaVersion> newest = live.isEmpty() ? found : live;
      return newest.get(newest.size() - 1);
    }
    return first(found, v -> v.version() == number, RegistryFault.noVersion(text));
  }

  /** Finds the version of a subject that has exactly this schema, the newest first. */
  SchemaVersion lookup(String subject, ParsedSchema schema, boolean deleted) {
    List<SchemaVersion> found = versions(subject, deleted);
    return found.stream()
        .filter(version -> version.schema().equals(schema.text()))
        .reduce((older, newer) -> newer)
        .orElseThrow(RegistryFault::noSchema);
  }

  /** Returns the text of an id, also when all its versions are soft-deleted. */
  String schemaById(String text) {
    return first(store.withId(id(text)), any -> true, RegistryFault.noSchema()).schema();
  }

  /** Returns the versions that have an id. */
  List<SchemaVersion> usesOf(String text, boolean deleted) {
    schemaById(text);
    return store.withId(id(text)).stream().filter(v -> deleted || !v.deleted()).toList();
  }

  /** Returns the level that a subject is judged by. */
  CompatibilityLevel level(String subject) {
    return store.ownLevel(subject).orElse(store.globalLevel());
  }

  /** Returns a subject's versions that are not deleted; empty where there is none. */
  List<SchemaVersion> live(String subject) {
    return store.versions(subject).stream().filter(version -> !version.deleted()).toList();
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

  private static <T> T first(List<T> found, Predicate<T> wanted, RegistryFault otherwise) {
    return found.stream().filter(wanted).findFirst().orElseThrow(() -> otherwise);
  }
}
