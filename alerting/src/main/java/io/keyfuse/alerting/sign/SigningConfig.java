package io.keyfuse.alerting.sign;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which keys sign and which are trusted. The respond role needs {@code private_key} and {@code
 * public_key}, an executor only {@code trusted_keys}.
 *
 * @param privateKey the signing key
 * @param publicKey the signing key's public half; trusted too
 * @param trustedKeys further trusted public keys
 */
@Doc("Keys that sign commands and keys that are trusted; make them with `keyfuse keys generate`.")
public record SigningConfig(
    @Doc("Where the Ed25519 private key is, PKCS#8 PEM; needed by the respond role.")
        @Nullable SecretRef privateKey,
    @Doc("File of its public half, SPKI PEM; trusted too.") @Nullable Path publicKey,
    @Doc("Files of further trusted public keys, SPKI PEM; list the old one while keys rotate.")
        List<Path> trustedKeys) {

  /** Applies the defaults: no further trusted keys. */
  public SigningConfig {
    trustedKeys = trustedKeys == null ? List.of() : List.copyOf(trustedKeys);
  }

  /** Returns the configuration without any key; neither signs nor trusts. */
  public static SigningConfig defaults() {
    return new SigningConfig(null, null, List.of());
  }

  /**
   * Makes the signer of the respond role.
   *
   * @param path path of this record in the configuration, for messages
   * @param environment the process's environment
   * @throws ConfigException when a key is missing, unreadable or does not match the other
   */
  public CommandSigner signer(String path, Map<String, String> environment) {
    SecretRef secret = privateKey;
    Path open = publicKey;
    if (secret == null) {
      throw new ConfigException(path + ".private_key", "missing; name an env or a file" + FIX);
    }
    if (open == null) {
      throw new ConfigException(path + ".public_key", "missing; name the public key's file" + FIX);
    }
    String pem = secret.resolve(path + ".private_key", environment);
    String publicPem = read(path + ".public_key", open);
    try {
      return new Ed25519CommandSigner(SigningKeys.ofPem(pem, publicPem));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(path + ".private_key", e.getMessage() + FIX);
    }
  }

  /**
   * Makes the verifier of the executor role.
   *
   * @param path path of this record in the configuration, for messages
   * @throws ConfigException when no key is trusted or one cannot be read
   */
  public CommandVerifier verifier(String path) {
    List<PublicKey> keys = new ArrayList<>();
    if (publicKey != null) {
      keys.add(trusted(path + ".public_key", publicKey));
    }
    for (int i = 0; i < trustedKeys.size(); i++) {
      keys.add(trusted(path + ".trusted_keys[" + i + "]", trustedKeys.get(i)));
    }
    if (keys.isEmpty()) {
      throw new ConfigException(
          path + ".trusted_keys", "no key is trusted, so no command could ever run" + FIX);
    }
    return new Ed25519CommandVerifier(keys);
  }

  private static final String FIX = "; make a pair with `keyfuse keys generate DIR`";

  private static PublicKey trusted(String field, Path file) {
    try {
      return PemKeys.readPublic(read(field, file));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(field, file + ": " + e.getMessage() + FIX);
    }
  }

  private static String read(String field, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(field, "cannot read " + file + " (" + e.getMessage() + ")");
    }
  }
}
