package io.keyfuse.alerting.sign;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verifies against any number of trusted Ed25519 keys, so that keys rotate. Thread-safe. */
public final class Ed25519CommandVerifier implements CommandVerifier {
  private static final int SIGNATURE_BASE64_LENGTH = 88;

  private final Map<String, PublicKey> trusted;

  /** Trusts the keys given, each under its own id (see {@link SigningKeys#keyId()}). */
  public Ed25519CommandVerifier(Collection<PublicKey> trusted) {
    this.trusted =
        trusted.stream().distinct().collect(Collectors.toUnmodifiableMap(PemKeys::idOf, k -> k));
  }

  @Override
  public VerificationResult verify(
      SignedPayload payload, byte[] body, byte @Nullable [] signature, @Nullable String keyId) {
    if (signature == null || signature.length != SIGNATURE_BASE64_LENGTH) {
      return VerificationResult.BAD_SIGNATURE;
    }
    PublicKey key = keyId == null ? null : trusted.get(keyId);
    if (key == null) {
      return VerificationResult.UNKNOWN_SIGNER;
    }
    return holds(key, PreAuthEncoding.of(payload.type(), body), signature)
        ? VerificationResult.VALID
        : VerificationResult.BAD_SIGNATURE;
  }

  private static boolean holds(PublicKey key, byte[] signed, byte[] base64) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(signed);
      byte[] signature = Base64.getDecoder().decode(base64);
      // The decoder drops the last character's spare bits; only one text is the signature.
      return Arrays.equals(Base64.getEncoder().encode(signature), base64)
          && ed25519.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
