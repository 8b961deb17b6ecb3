package io.keyfuse.alerting.sign;

/** Signs commands, and the checkpoints of what was decided. Implementations are thread-safe. */
public interface CommandSigner {
  /**
   * Signs the bytes as what they are.
   *
   * @throws IllegalStateException when the key cannot sign
   */
  CommandSignature sign(SignedPayload payload, byte[] body);

  /**
   * Signs the bytes of a command's record value.
   *
   * @throws IllegalStateException when the key cannot sign
   */
  default CommandSignature sign(byte[] value) {
    return sign(SignedPayload.COMMAND, value);
  }
}
