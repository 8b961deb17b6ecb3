package io.keyfuse.ingest.file;

/**
 * How far a delivery is stored. Immutable.
 *
 * @param parts parts of it that are stored
 * @param done true when it is stored to its end
 */
public record FileProgress(long parts, boolean done) {
  /** Nothing is stored yet. */
  public static final FileProgress NONE = new FileProgress(0, false);
}
