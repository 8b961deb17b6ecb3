package io.keyfuse.schemas.topic;

/**
 * The closed set of headers that Keyfuse writes on {@code keyfuse.dlq.v1}; values are UTF-8 text.
 * The original's own headers stay before them, so the last header of a name is ours. {@code
 * docs/dead-letters.md} is the table for readers.
 */
public final class DeadLetterHeaders {
  /** Prefix of Kafka's own headers (KIP-1034). */
  public static final String ERRORS = "__streams.errors.";

  /** Prefix of Keyfuse's headers. */
  public static final String OURS = "keyfuse-dlq-";

  /** Class of the fault. */
  public static final String EXCEPTION = ERRORS + "exception";

  /** What the fault said. */
  public static final String MESSAGE = ERRORS + "message";

  /** Where it was thrown, cut at 8 KiB. */
  public static final String STACKTRACE = ERRORS + "stacktrace";

  /** Topic from which the original was read. */
  public static final String TOPIC = ERRORS + "topic";

  /** Partition from which the original was read. */
  public static final String PARTITION = ERRORS + "partition";

  /** Offset at which the original was read. */
  public static final String OFFSET = ERRORS + "offset";

  /** The closed reason, in lower case; on every letter. */
  public static final String REASON = OURS + "reason";

  /** Why the letter goes without the original's bytes; absent when it has them. */
  public static final String OMITTED = OURS + "omitted";

  /** Length in bytes of an omitted value. */
  public static final String VALUE_BYTES = OURS + "value-bytes";

  /** SHA-256 of an omitted value in lower-case hex; absent when the value holds a secret. */
  public static final String VALUE_SHA256 = OURS + "value-sha256";

  /** Topic to which an output could not be written. */
  public static final String TARGET_TOPIC = OURS + "target-topic";

  /** Record key of an output that could not be written. */
  public static final String TARGET_KEY = OURS + "target-key";

  /** Name of the webhook that did not take an alert. */
  public static final String WEBHOOK = OURS + "webhook";

  /** On a marker, which is no letter: {@code partition:offset} of the letter that was replayed. */
  public static final String REPLAYED = OURS + "replayed";

  /** On a record that was replayed to its topic: {@code partition:offset} of its letter. */
  public static final String LETTER = OURS + "letter";

  private DeadLetterHeaders() {}
}
