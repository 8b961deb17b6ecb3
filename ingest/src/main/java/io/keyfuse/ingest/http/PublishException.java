package io.keyfuse.ingest.http;

/** Events could not be stored durably in time; sending them again is safe and may succeed. */
public final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without any event's content
   * @param cause the first fault
   */
  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }

  /** There is no room for more events in flight. */
  public PublishException(String message) {
    super(message);
  }
}
