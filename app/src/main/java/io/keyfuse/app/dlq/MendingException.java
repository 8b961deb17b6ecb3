package io.keyfuse.app.dlq;

/** A change that cannot be made to a letter; the message names the field and the fix. */
final class MendingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MendingException(String message) {
    super(message, null, false, false);
  }
}
