package io.keyfuse.alerting.sign;

/** Names on a signed record of {@code keyfuse.commands.v1}. */
public final class CommandHeaders {
  /** Header: the signature as base64 text. */
  public static final String SIGNATURE = "keyfuse-signature";

  /** Header: the id of the key that signed. */
  public static final String KEY_ID = "keyfuse-key-id";

  /** What the signed bytes are; part of what is signed, so that they pass for nothing else. */
  public static final String PAYLOAD_TYPE = "application/vnd.keyfuse.command.v1+avro";

  private CommandHeaders() {}
}
