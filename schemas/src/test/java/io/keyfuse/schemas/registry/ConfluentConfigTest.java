package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.registry.RegistryAuth.Kind;
import io.keyfuse.schemas.v1.UsageEvent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfluentConfigTest {
  private static final String URL = "schema.registry.url";
  private static final SecretRef SECRET = new SecretRef("S", null);

  @TempDir static Path folder;

  @Test
  void shouldTakeConfluentsDefaults() {
    RegistryConfig config =
        ConfluentConfig.read(Map.of(URL, "http://a:8081, https://b"), false).registry();

    assertThat(config.urls()).containsExactly(URI.create("http://a:8081"), URI.create("https://b"));
    assertThat(config.autoRegister()).isTrue();
    assertThat(config.subjectStrategy()).isEqualTo(SubjectStrategy.TOPIC_NAME);
    assertThat(config.auth()).isEqualTo(RegistryAuth.none());
    assertThat(config.tls()).isNull();
  }

  @Test
  void shouldReadTheStrategyOfItsSide() {
    Map<String, String> both =
        Map.of(
            URL,
            "http://a",
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.RecordNameStrategy",
            "key.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");

    assertThat(ConfluentConfig.read(both, false).registry().subjectStrategy())
        .isEqualTo(SubjectStrategy.RECORD_NAME);
    assertThat(ConfluentConfig.read(both, true).registry().subjectStrategy())
        .isEqualTo(SubjectStrategy.TOPIC_RECORD_NAME);
  }

  @Test
  void shouldLogInWithTheUserAndPasswordOfTheProperties() {
    try (var standIn = new RegistryStandIn().then(200, "{\"id\":3}")) {
      Map<String, String> properties =
          Map.of(
              URL,
              standIn.url("").toString(),
              "basic.auth.credentials.source",
              "USER_INFO",
              "basic.auth.user.info",
              "svc:p:w");

      ConfluentConfig.read(properties, false)
          .client()
          .lookup("s-value", UsageEvent.getClassSchema());

      assertThat(standIn.asked.get(0).login()).isEqualTo("Basic c3ZjOnA6dw==");
    }
  }

  @Test
  void shouldReadBackWhatKeyfuseWrites() throws Exception {
    Path pem = Files.writeString(folder.resolve("trust.pem"), "-----BEGIN CERTIFICATE-----");
    Path store = Files.writeString(folder.resolve("store.p12"), "not opened here");
    RegistryConfig plain = RegistryConfig.of(URI.create("https://a"));
    RegistryConfig written =
        new RegistryConfig(
            List.of(URI.create("https://a/x"), URI.create("https://b")),
            false,
            SubjectStrategy.TOPIC_RECORD_NAME,
            null,
            new RegistryAuth(Kind.BEARER, null, SECRET),
            new RegistryTls(pem, null, store, SECRET),
            plain.connectTimeout(),
            plain.requestTimeout(),
            plain.retry(),
            plain.startTimeout());
    Map<String, String> properties = ConfluentProperties.of(written, Map.of("S", "hush"));

    RegistryConfig read = ConfluentConfig.read(properties, false).registry();

    assertThat(read.urls()).isEqualTo(written.urls());
    assertThat(read.autoRegister()).isFalse();
    assertThat(read.subjectStrategy()).isEqualTo(SubjectStrategy.TOPIC_RECORD_NAME);
    assertThat(read.auth().kind()).isEqualTo(Kind.BEARER);
    assertThat(read.tls())
        .extracting(RegistryTls::truststore, RegistryTls::keystore)
        .containsExactly(pem, store);
    assertThat(read.toString()).doesNotContain("hush");
  }

  @Test
  void shouldWriteThePropertiesThatConfluentsSerdeReads() throws Exception {
    Path pem = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
    RegistryConfig plain = RegistryConfig.of(URI.create("https://a"));
    RegistryConfig config =
        new RegistryConfig(
            plain.urls(),
            false,
            SubjectStrategy.RECORD_NAME,
            null,
            new RegistryAuth(Kind.BASIC, "svc", SECRET),
            new RegistryTls(pem, null, null, null),
            plain.connectTimeout(),
            plain.requestTimeout(),
            plain.retry(),
            plain.startTimeout());

    assertThat(ConfluentProperties.of(config, Map.of("S", "pw")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                URL,
                "https://a",
                "auto.register.schemas",
                "false",
                "use.latest.version",
                "false",
                "avro.remove.java.properties",
                "true",
                "specific.avro.reader",
                "true",
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.RecordNameStrategy",
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "svc:pw",
                "schema.registry.ssl.truststore.location",
                pem.toString(),
                "schema.registry.ssl.truststore.type",
                "PEM"));
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, , registry.url",
    "schema.registry.url, 'http://a b', list of URLs",
    "schema.registry.url, mock://a, http(s) URL",
    "auto.register.schemas, perhaps, true or false",
    "use.latest.version, true, remove it",
    "specific.avro.reader, false, remove it",
    "value.subject.name.strategy, com.example.Mine, TopicNameStrategy",
    "basic.auth.credentials.source, SASL_INHERIT, USER_INFO",
    "basic.auth.user.info, hush, user:password",
    "basic.auth.user.info, hush:, user:password",
    "bearer.auth.credentials.source, OAUTHBEARER, STATIC_TOKEN",
    "schema.registry.ssl.endpoint.identification.algorithm, hush, not supported",
    "schema.registry.ssl.key.password, hush, keystore.password",
    "schema.registry.ssl.truststore.password, hush, truststore.location",
    "schema.registry.ssl.keystore.password, hush, keystore.location",
  })
  void shouldNameThePropertyAndTheFix(String name, @Nullable String value, String fix) {
    Map<String, String> properties = new HashMap<>(Map.of(URL, "https://a"));
    properties.put(name, value == null ? "" : value);

    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> ConfluentConfig.read(properties, false));

    assertThat(e.field()).isEqualTo(name);
    assertThat(e).hasMessageContaining(fix).hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info",
    "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token",
    "schema.registry.ssl.truststore.location, /absent, schema.registry.ssl.truststore.location",
    "schema.registry.ssl.keystore.location, /absent, schema.registry.ssl.keystore.location",
  })
  void shouldNameWhatTheClientLacks(String name, String value, String field) {
    Map<String, String> properties = Map.of(URL, "https://a", name, value);

    assertThatThrownBy(() -> ConfluentConfig.read(properties, false).client())
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
