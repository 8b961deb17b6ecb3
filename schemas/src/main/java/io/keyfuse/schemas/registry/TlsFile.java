package io.keyfuse.schemas.registry;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file of certificates or keys, read whole, with its password. Never printed. Immutable. */
final class TlsFile {
  private final String field;
  private final Path path;
  private final byte[] bytes;
  private final @Nullable String password;

  private TlsFile(String field, Path path, byte[] bytes, @Nullable String password) {
    this.field = field;
    this.path = path;
    this.bytes = bytes;
    this.password = password;
  }

  /**
   * Reads a file and its password.
   *
   * @throws ConfigException when either cannot be had, or they do not fit each other
   */
  static TlsFile read(
      String field, Path path, @Nullable SecretRef secret, Map<String, String> environment) {
    TlsFile file =
        new TlsFile(field, path, bytes(field, path), password(field, secret, environment));
    if (file.isPem() && file.password != null) {
      throw file.passwordFault("is PEM, which is read without a password; remove it");
    }
    if (!file.isPem() && file.password == null) {
      throw file.passwordFault("is no PEM file; name the password of the store");
    }
    return file;
  }

  /** Returns the content as text; for PEM. */
  String text() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns true for certificates or keys as text. */
  boolean isPem() {
    return text().contains("-----BEGIN ");
  }

  /** Returns Kafka's name of the kind: PEM, PKCS12 or JKS. */
  String type() {
    boolean jks = bytes.length > 3 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xed;
    return isPem() ? "PEM" : jks ? "JKS" : "PKCS12";
  }

  /** Returns the file as a store that is open. */
  KeyStore store() {
    return isPem() ? new PemStore(this).open() : openStore();
  }

  /** Returns an error at the file's field. */
  ConfigException fault(String problem) {
    return new ConfigException(field, path + " " + problem);
  }

  /** Returns an error at the field of the file's password. */
  ConfigException passwordFault(String problem) {
    return new ConfigException(field + "_password", path + " " + problem);
  }

  /** Returns the path as text. */
  String location() {
    return path.toString();
  }

  /** Returns the password, or null for PEM. */
  @Nullable String password() {
    return password;
  }

  /** Returns the password for a store; empty for PEM. */
  char[] passwordChars() {
    return password == null ? new char[0] : password.toCharArray();
  }

  private KeyStore openStore() {
    try {
      KeyStore store = KeyStore.getInstance(type());
      store.load(new ByteArrayInputStream(bytes), passwordChars());
      return store;
    } catch (IOException e) {
      // Java's stores tell a wrong password by this cause and a broken file by none.
      if (e.getCause() instanceof GeneralSecurityException) {
        throw passwordFault("does not open with this password; correct it");
      }
      throw fault("is neither PEM nor a PKCS12 or JKS store (" + e.getMessage() + "); replace it");
    } catch (GeneralSecurityException e) {
      throw fault("cannot be opened (" + e.getMessage() + "); make the store anew");
    }
  }

  private static byte[] bytes(String field, Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ConfigException(
          field, "cannot read " + path + " (" + e.getClass().getSimpleName() + "); check the path");
    }
  }

  private static @Nullable String password(
      String field, @Nullable SecretRef secret, Map<String, String> environment) {
    return secret == null ? null : secret.resolve(field + "_password", environment);
  }
}
