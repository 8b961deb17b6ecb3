package io.keyfuse.ingest.file.json;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which parts of a JSON file are records and which of their members are kept. What is not named is
 * skipped unread, prompts and answers first of all.
 *
 * @param lists members of an outer object whose elements are the records
 * @param names members that are kept, at any depth
 */
public record RecordShape(Set<String> lists, Predicate<String> names) {
  /** Copies the set. */
  public RecordShape {
    lists = Set.copyOf(lists);
  }

  /** Returns a shape that keeps the names of a set. */
  public static RecordShape of(Set<String> lists, Set<String> names) {
    return new RecordShape(lists, Set.copyOf(names)::contains);
  }
}
