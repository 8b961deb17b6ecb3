package io.keyfuse.alerting.sign;

import org.jspecify.annotations.Nullable;

/** Checks a signature before anything signed is believed. Thread-safe. */
public interface CommandVerifier {
  /**
   * Checks the signature against the bytes. Never throws on hostile input.
   *
   * @param payload what the bytes are taken for
   * @param body the bytes as they came
   * @param signature bytes of header {@link CommandHeaders#SIGNATURE}, null when absent
   * @param keyId text of header {@link CommandHeaders#KEY_ID}, null when absent
   */
  VerificationResult verify(
      SignedPayload payload, byte[] body, byte @Nullable [] signature, @Nullable String keyId);

  /** Checks the headers of a command against the record's value; see the other method. */
  default VerificationResult verify(
      byte[] value, byte @Nullable [] signature, @Nullable String keyId) {
    return verify(SignedPayload.COMMAND, value, signature, keyId);
  }
}
