package io.keyfuse.schemas.topic;

import java.time.Duration;

/**
 * One topic of the product's API: what it is called, what it carries and how it is kept.
 *
 * @param name full name, for example {@code keyfuse.usage.v1}
 * @param valueType generated record type of the value; {@code byte[]} for dead letters
 * @param cleanup how old records go
 * @param retention how long an append topic keeps its records; ignored where compacted
 * @param copartitioned true when it must have as many partitions as {@code usage.v1}
 * @param <V> value type; the key is always a UTF-8 string
 */
public record Topic<V>(
    String name, Class<V> valueType, Cleanup cleanup, Duration retention, boolean copartitioned) {

  /** How old records go. */
  public enum Cleanup {
    /** Deleted after the retention time. */
    DELETE,
    /** Only the newest of each key stays. */
    COMPACT
  }

  @Override
  public String toString() {
    return name;
  }
}
