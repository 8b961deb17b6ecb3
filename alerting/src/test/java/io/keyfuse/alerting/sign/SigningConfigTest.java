package io.keyfuse.alerting.sign;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningConfigTest {
  /** The example pair of RFC 8410 §10. */
  private static final String RFC_PRIVATE =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
      -----END PRIVATE KEY-----
      """;

  private static final String RFC_PUBLIC =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
      -----END PUBLIC KEY-----
      """;

  private Path folder = Path.of("");
  private Path secret = Path.of("");
  private Path open = Path.of("");

  @BeforeEach
  void writeKeys(@TempDir Path temporary) throws IOException {
    folder = temporary;
    SigningKeys.generate().write(folder);
    secret = folder.resolve(SigningKeys.PRIVATE_FILE);
    open = folder.resolve(SigningKeys.PUBLIC_FILE);
  }

  @Test
  void shouldSignAndVerifyWithTheFilesItWrote() {
    SigningConfig config = new SigningConfig(new SecretRef(null, secret), open, List.of());

    CommandSignature signature = config.signer("response.signing", Map.of()).sign(new byte[] {1});

    assertThat(
            config
                .verifier("response.signing")
                .verify(new byte[] {1}, signature.base64().getBytes(US_ASCII), signature.keyId()))
        .isEqualTo(VerificationResult.VALID);
  }

  @Test
  void shouldReadKeysOfOtherTools() {
    assertThat(SigningKeys.ofPem(RFC_PRIVATE, RFC_PUBLIC).keyId()).matches("[0-9a-f]{16}");
  }

  @Test
  void shouldKeepThePrivateFileToItsOwnerAndNeverOverwrite() throws IOException {
    assertThatThrownBy(() -> SigningKeys.generate().write(folder))
        .isInstanceOf(FileAlreadyExistsException.class);
    assumeThat(secret.getFileSystem().supportedFileAttributeViews()).contains("posix");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldNotPrintKeyBytes() {
    assertThat(SigningKeys.ofPem(RFC_PRIVATE, RFC_PUBLIC).toString())
        .matches("SigningKeys\\[[0-9a-f]{16}]");
  }

  @Test
  void shouldNameEveryMissingOrWrongKey() throws IOException {
    SecretRef ref = new SecretRef(null, secret);
    Path junk = Files.writeString(folder.resolve("junk"), "no key");
    Path other = folder.resolve("other");
    SigningKeys.generate().write(other);

    refused(new SigningConfig(null, open, List.of()), "s.private_key");
    refused(new SigningConfig(ref, null, List.of()), "s.public_key");
    refused(new SigningConfig(ref, junk, List.of()), "s.private_key");
    refused(new SigningConfig(ref, folder.resolve("none"), List.of()), "s.public_key");
    refused(
        new SigningConfig(ref, other.resolve(SigningKeys.PUBLIC_FILE), List.of()), "s.private_key");
    untrusted(SigningConfig.defaults(), "s.trusted_keys");
    untrusted(new SigningConfig(null, null, List.of(open, junk)), "s.trusted_keys[1]");
    untrusted(new SigningConfig(null, folder.resolve("none"), List.of()), "s.public_key");
  }

  private static void refused(SigningConfig config, String field) {
    assertThatThrownBy(() -> config.signer("s", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(field + ": ");
  }

  private static void untrusted(SigningConfig config, String field) {
    assertThatThrownBy(() -> config.verifier("s"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(field + ": ");
  }
}
