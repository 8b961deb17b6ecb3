package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken fixture for each way to get certificates, keys and passwords wrong. */
class TlsMisuseTest {
  private static final SecretRef RIGHT = new SecretRef("RIGHT", null);
  private static final SecretRef WRONG = new SecretRef("WRONG", null);
  private static final SecretRef ABSENT = new SecretRef("ABSENT", null);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("RIGHT", Certificates.PASSWORD, "WRONG", "hush-not-this");

  @TempDir static Path folder;

  private Certificates certificates;
  private Path store;

  @BeforeEach
  void makeOnePair() throws Exception {
    certificates = new Certificates(folder);
    store = certificates.store("one", "JKS", "EC", "127.0.0.1");
  }

  @Test
  void shouldNameAFileThatIsNotThere() {
    expectTrust(folder.resolve("absent"), null, "registry.tls.truststore", "check the path");
    expectKeys(folder.resolve("absent"), null, "registry.tls.keystore", "check the path");
  }

  @Test
  void shouldNameAFileOfAnotherKind() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "certificates, honestly");

    expectTrust(text, RIGHT, "registry.tls.truststore", "neither PEM nor");
    expectTrust(text, null, "registry.tls.truststore_password", "no PEM file");
  }

  @Test
  void shouldNameAPasswordThatIsWrongMissingOrNeedless() throws Exception {
    expectTrust(store, WRONG, "registry.tls.truststore_password", "correct it");
    expectTrust(store, ABSENT, "registry.tls.truststore_password", "ABSENT");
    expectKeys(store, WRONG, "registry.tls.keystore_password", "correct it");
    expectKeys(store, null, "registry.tls.keystore_password", "name the password");
    Path pem = certificates.certificate(store);
    expectTrust(pem, RIGHT, "registry.tls.truststore_password", "remove it");
  }

  @Test
  void shouldNameAKeyWithAnotherPassword() throws Exception {
    Path odd = folder.resolve("odd");
    KeyStore keys = KeyStore.getInstance("JKS");
    keys.load(null, null);
    KeyStore from = Certificates.open(store);
    var key = from.getKey("own", Certificates.PASSWORD.toCharArray());
    keys.setKeyEntry("own", key, "other".toCharArray(), from.getCertificateChain("own"));
    try (OutputStream out = Files.newOutputStream(odd)) {
      keys.store(out, Certificates.PASSWORD.toCharArray());
    }

    expectKeys(odd, RIGHT, "registry.tls.keystore_password", "give both the same");
  }

  @Test
  void shouldNameAStoreWithoutWhatItIsFor() throws Exception {
    expectTrust(store, RIGHT, "registry.tls.truststore", "no trusted certificate");
    expectTrust(certificates.pair(store), null, "registry.tls.truststore", "no trusted");
    Path trust = certificates.truststore("trust", "PKCS12", store);
    expectKeys(trust, RIGHT, "registry.tls.keystore", "no private key");
    expectKeys(certificates.certificate(store), null, "registry.tls.keystore", "no private key");
  }

  @Test
  void shouldNameAKeyThatIsNotOfItsCertificate() throws Exception {
    Path sameKind = certificates.store("two", "EC-twin");
    Path otherKind = certificates.store("three", "PKCS12", "RSA", "rsa");

    expectKeys(certificates.pair(sameKind, store), null, "registry.tls.keystore", "key's own");
    expectKeys(certificates.pair(otherKind, store), null, "registry.tls.keystore", "key's own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"})
  void shouldSayHowToConvertAKeyOfAnOlderForm(String kind) throws Exception {
    Path pem = pem(kind, "AAAA");

    expectKeys(pem, null, "registry.tls.keystore", "openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void shouldNameBrokenPem() throws Exception {
    expectTrust(pem("CERTIFICATE", "AAAA"), null, "registry.tls.truststore", "broken PEM");
    expectTrust(pem("DH PARAMETERS", "AAAA"), null, "registry.tls.truststore", "no certificate");
    expectKeys(pem("PRIVATE KEY", "AAAA"), null, "registry.tls.keystore", "none of");
  }

  @Test
  void shouldRefuseAPasswordWithoutItsStore() {
    assertThatThrownBy(() -> new RegistryTls(null, RIGHT, store, RIGHT))
        .hasMessageContaining("registry.tls.truststore_password");
    assertThatThrownBy(() -> new RegistryTls(store, RIGHT, null, RIGHT))
        .hasMessageContaining("registry.tls.keystore_password");
    assertThatThrownBy(() -> new RegistryTls(null, null, null, null))
        .hasMessageContaining("registry.tls: names neither");
  }

  private Path pem(String kind, String body) throws Exception {
    String text = "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    return Files.writeString(folder.resolve("made.pem"), text);
  }

  private static void expectTrust(
      Path file, @Nullable SecretRef password, String field, String fix) {
    expect(new RegistryTls(file, password, null, null), field, fix);
  }

  private static void expectKeys(
      Path file, @Nullable SecretRef password, String field, String fix) {
    expect(new RegistryTls(null, null, file, password), field, fix);
  }

  private static void expect(RegistryTls tls, String field, String fix) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> TlsContext.of(tls, ENVIRONMENT));

    assertThat(e).as(field + " " + fix).isNotNull();
    assertThat(e.field()).as(e.getMessage()).isEqualTo(field);
    assertThat(e).hasMessageContaining(fix);
    assertThat(e.getMessage()).doesNotContain("hush-not-this", Certificates.PASSWORD);
  }
}
