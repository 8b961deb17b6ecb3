package io.keyfuse.alerting.sign;

import org.jspecify.annotations.Nullable;

/** Checks the signature of a command before anything in it is believed. Thread-safe. */
public interface CommandVerifier {
  /**
   * Checks the headers against the record's value. Never throws on hostile input.
   *
   * @param value the record value's bytes as they came
   * @param signature bytes of header {@link CommandHeaders#SIGNATURE}, null when absent
   * @param keyId text of header {@link CommandHeaders#KEY_ID}, null when absent
   */
  VerificationResult verify(byte[] value, byte @Nullable [] signature, @Nullable String keyId);
}
