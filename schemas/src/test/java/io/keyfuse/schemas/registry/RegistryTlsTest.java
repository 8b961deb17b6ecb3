package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.UsageEvent;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real HTTPS server of the JDK, with certificates made for the test. */
class RegistryTlsTest {
  private static final SecretRef PASSWORD = new SecretRef("PW", null);
  private static final Map<String, String> ENVIRONMENT = Map.of("PW", Certificates.PASSWORD);

  @TempDir static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"PEM", "PKCS12", "JKS"})
  void shouldTrustTheServerWhoseCertificateIsInTheTruststore(String type) throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.store("server", "127.0.0.1");
    boolean isPem = type.equals("PEM");
    Path trust =
        isPem ? certificates.certificate(server) : certificates.truststore("trust", type, server);

    try (var standIn = new RegistryStandIn(https(server, null)).then(200, "{\"id\":4}")) {
      RegistryTls tls = new RegistryTls(trust, isPem ? null : PASSWORD, null, null);

      assertThat(lookup(standIn, tls)).isEqualTo(4);
    }
  }

  @Test
  void shouldNotTalkToAServerThatItDoesNotTrust() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.store("server", "127.0.0.1");
    Path other = certificates.certificate(certificates.store("other", "127.0.0.1"));

    try (var standIn = new RegistryStandIn(https(server, null))) {
      RegistryException e = failure(standIn, new RegistryTls(other, null, null, null));

      assertThat(e.isUnavailable()).isTrue();
      assertThat(e).hasMessageContainingAll("TLS failed", "registry.tls", "PKIX");
      assertThat(standIn.asked).isEmpty();
    }
  }

  @Test
  void shouldNotTrustASelfSignedServerByDefault() throws Exception {
    Path server = new Certificates(folder).store("server", "127.0.0.1");

    try (var standIn = new RegistryStandIn(https(server, null))) {
      RegistryException e = failure(standIn, null);

      assertThat(e.isUnavailable()).isTrue();
      assertThat(e).hasMessageContainingAll("TLS failed", "registry.tls");
    }
  }

  @Test
  void shouldRefuseATrustedServerOfAnotherName() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.store("elsewhere", "registry.example.com");
    RegistryTls tls = new RegistryTls(certificates.certificate(server), null, null, null);

    try (var standIn = new RegistryStandIn(https(server, null))) {
      RegistryException e = failure(standIn, tls);

      assertThat(e.isUnavailable()).isTrue();
      assertThat(e).hasMessageContainingAll("127.0.0.1", "names in the server's certificate");
      assertThat(standIn.asked).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"PEM, EC", "PEM, RSA", "PEM, Ed25519", "PKCS12, RSA", "JKS, RSA"})
  void shouldShowItsCertificateToAServerThatWantsOne(String type, String algorithm)
      throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.store("server", "127.0.0.1");
    boolean isPem = type.equals("PEM");
    String kind = isPem ? "PKCS12" : type;
    Path client = certificates.store("client-" + kind + algorithm, kind, algorithm, "keyfuse");
    RegistryTls tls =
        new RegistryTls(
            certificates.certificate(server),
            null,
            isPem ? certificates.pair(client) : client,
            isPem ? null : PASSWORD);

    try (var standIn = new RegistryStandIn(https(server, client)).then(200, "{\"id\":4}")) {
      assertThat(lookup(standIn, tls)).isEqualTo(4);
    }
  }

  @Test
  void shouldBeUnavailableWhereTheServerWantsACertificateAndNoneIsShown() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.store("server", "127.0.0.1");
    Path client = certificates.store("client-PKCS12EC", "keyfuse");
    RegistryTls tls = new RegistryTls(certificates.certificate(server), null, null, null);

    try (var standIn = new RegistryStandIn(https(server, client))) {
      assertThat(failure(standIn, tls).isUnavailable()).isTrue();
      assertThat(standIn.asked).isEmpty();
    }
  }

  private static int lookup(RegistryStandIn standIn, @Nullable RegistryTls tls) {
    RegistryConfig config =
        new RegistryConfig(
            List.of(standIn.url("")),
            false,
            SubjectStrategy.TOPIC_NAME,
            null,
            RegistryAuth.none(),
            tls,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            new RegistryRetry(2, Duration.ofMillis(5), Duration.ofMillis(20)),
            Duration.ZERO);
    return new HttpSchemaRegistryClient(config, ENVIRONMENT)
        .lookup("s-value", UsageEvent.getClassSchema());
  }

  private static RegistryException failure(RegistryStandIn standIn, @Nullable RegistryTls tls) {
    return catchThrowableOfType(RegistryException.class, () -> lookup(standIn, tls));
  }

  private static HttpsConfigurator https(Path server, @Nullable Path client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(Certificates.open(server), Certificates.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), client == null ? null : trust(client), null);
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
        wanted.setNeedClientAuth(client != null);
        parameters.setSSLParameters(wanted);
      }
    };
  }

  private static TrustManager[] trust(Path client) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", Certificates.open(client).getCertificate("own"));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
