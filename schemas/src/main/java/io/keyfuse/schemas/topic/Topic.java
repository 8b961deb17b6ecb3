package io.keyfuse.schemas.topic;

import java.time.Duration;
import java.util.List;

/**
 * One topic of the product's API: what it is called, what it carries and how it is kept.
 *
 * @param name full name, for example {@code keyfuse.usage.v1}
 * @param valueType generated record type of the value; {@code byte[]} for dead letters
 * @param cleanup how old records go
 * @param retention how long an append topic keeps its records; ignored where compacted
 * @param copartitioned true when it must have as many partitions as {@code usage.v1}
 * @param use what it is for, and for whom
 * @param <V> value type; the key is always a UTF-8 string
 */
public record Topic<V>(
    String name,
    Class<V> valueType,
    Cleanup cleanup,
    Duration retention,
    boolean copartitioned,
    Use use) {

  /** How old records go. */
  public enum Cleanup {
    /** Deleted after the retention time. */
    DELETE,
    /** Only the newest of each key stays. */
    COMPACT
  }

  /** Who writes or reads a topic: a role of Keyfuse, or a program of somebody else. */
  public enum Party {
    /** Programs that are not Keyfuse: applications, gateways, subscribers, operators. */
    OUTSIDE,
    /** The role that takes usage in over HTTP. */
    INGEST,
    /** The role that validates, prices and detects. */
    DETECT,
    /** The role that decides, commands, executes and notifies. */
    RESPOND,
    /** The role that shows. */
    CONSOLE
  }

  /**
   * What a topic is for, and for whom; the source of the published documents.
   *
   * @param purpose one sentence
   * @param key what the record key holds
   * @param writers who writes it
   * @param readers who reads it
   */
  public record Use(String purpose, String key, List<Party> writers, List<Party> readers) {
    /** Copies the lists. */
    public Use {
      writers = List.copyOf(writers);
      readers = List.copyOf(readers);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
