package io.keyfuse.ingest.file;

import java.io.IOException;

/** Why a whole file cannot be read on; closed list. The message holds the fix, never content. */
public final class FileFault extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** The content is of no known format. */
    UNKNOWN_FORMAT,
    /** The file is compressed and the data is damaged. */
    BROKEN_GZIP,
    /** The file expands beyond belief. */
    GZIP_BOMB,
    /** The text is no CSV. */
    BROKEN_CSV,
    /** The text is no JSON. */
    BROKEN_JSON,
    /** The file is no Parquet, or damaged. */
    BROKEN_PARQUET,
    /** A column that the format needs is not there. */
    MISSING_COLUMN,
    /** More distinct charges than fit into memory. */
    TOO_MANY_CHARGES,
    /** More requests than the join window holds. */
    TOO_MANY_REQUESTS
  }

  private final Kind kind;

  /** Makes a fault. */
  public FileFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Returns what is wrong. */
  public Kind kind() {
    return kind;
  }
}
