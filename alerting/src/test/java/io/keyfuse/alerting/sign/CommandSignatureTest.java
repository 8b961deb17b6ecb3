package io.keyfuse.alerting.sign;

import static io.keyfuse.alerting.sign.VerificationResult.BAD_SIGNATURE;
import static io.keyfuse.alerting.sign.VerificationResult.UNKNOWN_SIGNER;
import static io.keyfuse.alerting.sign.VerificationResult.VALID;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CommandSignatureTest {
  private final SigningKeys keys = SigningKeys.generate();
  private final CommandSigner signer = new Ed25519CommandSigner(keys);
  private final CommandVerifier verifier = new Ed25519CommandVerifier(List.of(keys.publicKey()));
  private final byte[] value = "a command".getBytes(UTF_8);

  @Test
  void shouldEncodeAsTheDsseSpecificationSays() {
    // The example of the DSSE v1 specification.
    byte[] pae = PreAuthEncoding.of("http://example.com/HelloWorld", "hello world".getBytes(UTF_8));

    assertThat(new String(pae, UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void shouldCountBytesNotCharacters() {
    assertThat(new String(PreAuthEncoding.of("é", new byte[0]), UTF_8)).isEqualTo("DSSEv1 2 é 0 ");
  }

  @Test
  void shouldVerifyWhatItSigned() {
    CommandSignature signature = signer.sign(value);

    assertThat(verify(value, signature)).isEqualTo(VALID);
    assertThat(signature.keyId()).isEqualTo(keys.keyId()).matches("[0-9a-f]{16}");
  }

  @Test
  void shouldRefuseEveryFlippedBitOfValueAndSignature() {
    CommandSignature signature = signer.sign(value);
    byte[] raw = Base64.getDecoder().decode(signature.base64());

    for (int bit = 0; bit < value.length * 8; bit++) {
      assertThat(verify(flipped(value, bit), signature)).isEqualTo(BAD_SIGNATURE);
    }
    for (int bit = 0; bit < raw.length * 8; bit++) {
      String forged = Base64.getEncoder().encodeToString(flipped(raw, bit));
      assertThat(verify(value, new CommandSignature(keys.keyId(), forged)))
          .isEqualTo(BAD_SIGNATURE);
    }
  }

  @Test
  void shouldRefuseASignatureOverTheBareBytes() throws GeneralSecurityException {
    // Given a signature of the right key that skips the pre-authentication encoding
    Signature bare = Signature.getInstance("Ed25519");
    bare.initSign(keys.privateKey());
    bare.update(value);
    String base64 = Base64.getEncoder().encodeToString(bare.sign());

    assertThat(verify(value, new CommandSignature(keys.keyId(), base64))).isEqualTo(BAD_SIGNATURE);
  }

  @Test
  void shouldNameAMissingOrForeignSigner() {
    SigningKeys foreign = SigningKeys.generate();
    CommandSignature signature = new Ed25519CommandSigner(foreign).sign(value);

    assertThat(verify(value, signature)).isEqualTo(UNKNOWN_SIGNER);
    assertThat(verifier.verify(value, signature.base64().getBytes(US_ASCII), null))
        .isEqualTo(UNKNOWN_SIGNER);
    // A foreign signature under a trusted id is a forgery.
    assertThat(verify(value, new CommandSignature(keys.keyId(), signature.base64())))
        .isEqualTo(BAD_SIGNATURE);
  }

  @Test
  void shouldTrustSeveralKeysAtOnceWhileTheyRotate() {
    SigningKeys next = SigningKeys.generate();
    CommandVerifier both =
        new Ed25519CommandVerifier(List.of(keys.publicKey(), next.publicKey(), keys.publicKey()));

    for (SigningKeys pair : List.of(keys, next)) {
      CommandSignature signature = new Ed25519CommandSigner(pair).sign(value);
      assertThat(both.verify(value, signature.base64().getBytes(US_ASCII), signature.keyId()))
          .isEqualTo(VALID);
    }
  }

  @Test
  void shouldNeverThrowOnHostileHeaders() {
    long seed = 20261101;
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      byte[] junk = new byte[i % 3 == 0 ? 88 : random.nextInt(200)];
      random.nextBytes(junk);
      assertThat(verifier.verify(value, junk, keys.keyId()))
          .as("seed %d", seed)
          .isNotEqualTo(VALID);
    }
    assertThat(verifier.verify(value, null, keys.keyId())).isEqualTo(BAD_SIGNATURE);
  }

  private VerificationResult verify(byte[] bytes, CommandSignature signature) {
    return verifier.verify(bytes, signature.base64().getBytes(US_ASCII), signature.keyId());
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << (bit % 8));
    return copy;
  }
}
