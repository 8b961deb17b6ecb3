package io.keyfuse.alerting.sign;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Signs with one Ed25519 key (RFC 8032) of the JDK. Thread-safe. */
public final class Ed25519CommandSigner implements CommandSigner {
  private final String keyId;
  private final PrivateKey key;

  /** Makes a signer; the keys' id is sent with every signature. */
  public Ed25519CommandSigner(SigningKeys keys) {
    this.keyId = keys.keyId();
    this.key = keys.privateKey();
  }

  @Override
  public CommandSignature sign(SignedPayload payload, byte[] body) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key);
      ed25519.update(PreAuthEncoding.of(payload.type(), body));
      return new CommandSignature(keyId, Base64.getEncoder().encodeToString(ed25519.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + keyId + " cannot sign", e);
    }
  }
}
