package io.keyfuse.alerting.sign;

/** What the check of a signature showed. */
public enum VerificationResult {
  /** Signed by a trusted key over exactly these bytes. */
  VALID,
  /** The signature is missing, not base64, or not over these bytes. */
  BAD_SIGNATURE,
  /** The key id is missing or names no trusted key. */
  UNKNOWN_SIGNER
}
