package io.keyfuse.schemas.stream;

/**
 * A record that is refused for what it holds, thrown inside a processor. The topology's exception
 * handler sends the original bytes to the dead-letter topic and goes on with the next record.
 */
public final class RejectedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a name from the room's closed list of reasons; becomes a metric label
   * @param message names the field and the fix; never holds a secret
   */
  public RejectedRecordException(String reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Returns the closed reason. */
  public String reason() {
    return reason;
  }
}
