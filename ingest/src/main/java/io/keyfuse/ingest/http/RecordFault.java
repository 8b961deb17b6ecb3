package io.keyfuse.ingest.http;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;

/** One record that cannot be read as an event; no stack trace, it becomes a line of the answer. */
public final class RecordFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /**
   * @param message what is wrong and what to send instead, without any of the content
   */
  public RecordFault(RejectReason reason, String field, String message) {
    super(message, null, false, false);
    this.rejection = new Rejection(reason, field, message);
  }

  /** Returns the closed reason. */
  public Rejection rejection() {
    return rejection;
  }
}
