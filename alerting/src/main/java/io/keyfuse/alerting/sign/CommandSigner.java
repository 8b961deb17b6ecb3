package io.keyfuse.alerting.sign;

/** Signs the bytes of a command's record value. Implementations are thread-safe. */
public interface CommandSigner {
  /**
   * Signs the value under {@link CommandHeaders#PAYLOAD_TYPE}.
   *
   * @throws IllegalStateException when the key cannot sign
   */
  CommandSignature sign(byte[] value);
}
