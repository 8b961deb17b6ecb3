package io.keyfuse.app.registry;

import org.jspecify.annotations.Nullable;

/** The registry's log cannot be read or written; the message says what to mend. */
final class SchemaLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaLogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
