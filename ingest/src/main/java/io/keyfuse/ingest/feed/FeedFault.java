package io.keyfuse.ingest.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that could not be finished. What was read before is kept; the next sweep begins at the
 * old watermark. The message names the fix and never holds a credential or the provider's text.
 */
public final class FeedFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; closed, because it is a metric label. */
  public enum Reason {
    /** No answer in time. */
    UNREACHABLE,
    /** The provider is over its limits or has a fault of its own. */
    BUSY,
    /** The credential is refused; a person is needed. */
    LOGIN_REFUSED,
    /** The request is refused for good; a person is needed. */
    REQUEST_REFUSED,
    /** The answer is not what the provider's documentation says. */
    FOREIGN_ANSWER,
    /** What was read could not be stored. */
    NOT_STORED,
    /** A fault of Keyfuse's own; its log has it. */
    INTERNAL
  }

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  /** Makes a fault without a wish of the provider. */
  public FeedFault(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * Makes a fault.
   *
   * @param retryAfter how long the provider wants to be left alone, or null
   */
  public FeedFault(Reason reason, String message, @Nullable Duration retryAfter) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }

  /** Returns how long the provider wants to be left alone; null where it did not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Returns true when only a person can mend it. */
  public boolean needsPerson() {
    return reason == Reason.LOGIN_REFUSED || reason == Reason.REQUEST_REFUSED;
  }
}
