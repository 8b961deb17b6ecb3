package io.keyfuse.app.registry;

import io.keyfuse.app.registry.LogRecord.LastId;
import io.keyfuse.app.registry.LogRecord.Level;
import io.keyfuse.app.registry.LogRecord.ModeChange;
import io.keyfuse.app.registry.LogRecord.RemovedVersion;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The state that the log's records add up to. Deleted versions stay until they are removed; an id
 * is known as long as a version has it. Thread-safe.
 */
final class SchemaStore {
  private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects =
      new TreeMap<>();
  private final ScopedSetting<CompatibilityLevel> levels =
      new ScopedSetting<>(CompatibilityLevel.BACKWARD);
  private final ScopedSetting<RegistryMode> modes = new ScopedSetting<>(RegistryMode.READWRITE);
  private int lastId;

  synchronized void apply(LogRecord record) {
    if (record instanceof SchemaVersion version) {
      apply(version);
    } else if (record instanceof RemovedVersion removed) {
      subjects.computeIfPresent(
          removed.subject(),
          (ignored, versions) -> {
            versions.remove(removed.version());
            return versions.isEmpty() ? null : versions;
          });
    } else if (record instanceof Level level) {
      levels.set(level.subject(), level.level());
    } else if (record instanceof ModeChange change) {
      modes.set(change.subject(), change.mode());
    } else if (record instanceof LastId last) {
      lastId = Math.max(lastId, last.id());
    }
  }

  /** Begins anew from a log. */
  synchronized void replaceBy(List<LogRecord> records) {
    subjects.clear();
    levels.clear();
    modes.clear();
    lastId = 0;
    records.forEach(this::apply);
  }

  /** Returns the subjects that have a version, sorted. */
  synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** Returns a subject's versions, oldest first, soft-deleted ones too. */
  synchronized List<SchemaVersion> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
  }

  /** Returns the versions that have an id, soft-deleted ones too. */
  synchronized List<SchemaVersion> withId(int id) {
    return all().filter(version -> version.id() == id).toList();
  }

  /** Returns the lowest id of a schema. */
  synchronized Optional<Integer> idOf(ParsedSchema schema) {
    return all().filter(schema::isThatOf).map(SchemaVersion::id).min(Integer::compare);
  }

  /** Returns the versions that refer to one, soft-deleted ones too. */
  synchronized List<SchemaVersion> referringTo(SchemaVersion version) {
    return all().filter(other -> other.refersTo(version)).toList();
  }

  synchronized int lastId() {
    return lastId;
  }

  synchronized CompatibilityLevel globalLevel() {
    return levels.global();
  }

  /** Returns the subject's own level. */
  synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
    return levels.own(subject);
  }

  synchronized RegistryMode globalMode() {
    return modes.global();
  }

  /** Returns the subject's own mode. */
  synchronized Optional<RegistryMode> ownMode(String subject) {
    return modes.own(subject);
  }

  /** An id that has a text keeps it: a second writer's clash was refused to its caller. */
  private void apply(SchemaVersion version) {
    if (withId(version.id()).stream().anyMatch(v -> !v.sameSchema(version))) {
      return;
    }
    subjects
        .computeIfAbsent(version.subject(), ignored -> new TreeMap<>())
        .put(version.version(), version);
    lastId = Math.max(lastId, version.id());
  }

  private Stream<SchemaVersion> all() {
    return new ArrayList<>(subjects.values()).stream().flatMap(v -> v.values().stream());
  }
}
