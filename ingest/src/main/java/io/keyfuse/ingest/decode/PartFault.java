package io.keyfuse.ingest.decode;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;

/** Carries a refusal out of the reading of one part; has no stack trace. Immutable. */
public final class PartFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Rejection rejection;

  /** Makes a fault; the message says what to send instead and never holds the refused text. */
  public PartFault(RejectReason reason, String field, String message) {
    super(message, null, false, false);
    this.rejection = new Rejection(reason, field, message);
  }

  /** Returns why the part is refused. */
  public Rejection rejection() {
    return rejection;
  }
}
