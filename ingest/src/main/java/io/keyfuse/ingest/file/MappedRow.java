package io.keyfuse.ingest.file;

import org.jspecify.annotations.Nullable;

/** One row that a mapping is applied to, whatever it was read from. */
public interface MappedRow {
  /** Returns the value of a column or pointer, or null when there is none. */
  @Nullable String value(String column);

  /** Returns what tells the row from every other one of its source: its place and content. */
  String address();
}
