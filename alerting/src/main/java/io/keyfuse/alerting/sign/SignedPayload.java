package io.keyfuse.alerting.sign;

/** What signed bytes are; the type is part of what is signed, so that one passes for no other. */
public enum SignedPayload {
  /** The value of a record of {@code keyfuse.commands.v1}. */
  COMMAND(CommandHeaders.PAYLOAD_TYPE),
  /** A checkpoint of the audit chain of {@code keyfuse.decisions.v1}. */
  CHECKPOINT("application/vnd.keyfuse.checkpoint.v1+text");

  private final String type;

  SignedPayload(String type) {
    this.type = type;
  }

  /** Returns the payload type of the DSSE pre-authentication encoding. */
  public String type() {
    return type;
  }
}
