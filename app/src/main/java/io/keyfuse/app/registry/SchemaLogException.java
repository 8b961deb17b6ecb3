package io.keyfuse.app.registry;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The registry's log cannot be read or written; the message says what to mend. */
final class SchemaLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaLogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns true when the log gave no answer in time. */
  boolean timedOut() {
    Throwable root = getCause() instanceof ExecutionException e ? e.getCause() : getCause();
    return root instanceof TimeoutException
        || root instanceof org.apache.kafka.common.errors.TimeoutException;
  }
}
