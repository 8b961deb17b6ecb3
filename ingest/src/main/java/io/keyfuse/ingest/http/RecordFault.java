package io.keyfuse.ingest.http;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;

/** One record that cannot be read as an event; no stack trace, it becomes a line of the answer. */
final class RecordFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  RecordFault(RejectReason reason, String field, String message) {
    super(message, null, false, false);
    this.rejection = new Rejection(reason, field, message);
  }

  Rejection rejection() {
    return rejection;
  }
}
