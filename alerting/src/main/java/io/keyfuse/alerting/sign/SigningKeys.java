package io.keyfuse.alerting.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;

/**
 * An Ed25519 pair that signs commands. Immutable and thread-safe; printing it shows the id only.
 */
public final class SigningKeys {
  /** File name of the private key in a key folder. */
  public static final String PRIVATE_FILE = "command-signing.key";

  /** File name of the public key in a key folder. */
  public static final String PUBLIC_FILE = "command-signing.pub";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SigningKeys(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** Makes a new pair from the platform's secure random source. */
  public static SigningKeys generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new SigningKeys(pair.getPrivate(), pair.getPublic());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  /**
   * Reads a pair from PEM text and proves that the halves belong together.
   *
   * @throws IllegalArgumentException when either is no Ed25519 key or they do not match
   */
  public static SigningKeys ofPem(String privatePem, String publicPem) {
    SigningKeys keys =
        new SigningKeys(PemKeys.readPrivate(privatePem), PemKeys.readPublic(publicPem));
    byte[] probe = "keyfuse".getBytes(StandardCharsets.US_ASCII);
    CommandSignature signature = new Ed25519CommandSigner(keys).sign(probe);
    VerificationResult result =
        new Ed25519CommandVerifier(List.of(keys.publicKey))
            .verify(
                probe, signature.base64().getBytes(StandardCharsets.US_ASCII), signature.keyId());
    if (result != VerificationResult.VALID) {
      throw new IllegalArgumentException("the public key does not belong to the private key");
    }
    return keys;
  }

  /**
   * Writes both halves into a folder, the private one readable by its owner only. Never overwrites.
   *
   * @throws IOException when a file is there already or cannot be written
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path secret = folder.resolve(PRIVATE_FILE);
    Files.createFile(secret, ownerOnly(folder));
    Files.writeString(secret, PemKeys.write(privateKey));
    Files.writeString(
        folder.resolve(PUBLIC_FILE), PemKeys.write(publicKey), StandardOpenOption.CREATE_NEW);
  }

  /** Returns the id of the pair: the first 16 hex digits of SHA-256 over the SPKI public key. */
  public String keyId() {
    return PemKeys.idOf(publicKey);
  }

  /** Returns the half that verifies. */
  public PublicKey publicKey() {
    return publicKey;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public String toString() {
    return "SigningKeys[" + keyId() + "]";
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
