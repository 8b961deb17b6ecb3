package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {
  private static final JsonMapper YAML_LIKE =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new IsoDuration()))
          .build();

  private static final class IsoDuration extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Duration.parse(parser.getText());
    }
  }

  @Test
  void shouldNeedNothingButAUrl() throws Exception {
    RegistryConfig config = read("{'urls':['http://registry:8081']}");

    assertThat(config).isEqualTo(RegistryConfig.of(URI.create("http://registry:8081")));
    assertThat(config.autoRegister()).isFalse();
    assertThat(config.auth().authorization(Map.of())).isNull();
  }

  @Test
  void shouldReadEveryField() throws Exception {
    RegistryConfig config =
        read(
            "{'urls':['https://a/x','https://b'],'auto_register':true,'connect_timeout':'PT1S',"
                + "'request_timeout':'PT3S','retry':{'rounds':2,'max_delay':'PT4S'},"
                + "'auth':{'kind':'basic','username':'svc','secret':{'env':'PW'}},"
                + "'subject_strategy':'record_name','serde_class':'x.Y',"
                + "'tls':{'truststore':'/ca.pem','keystore':'/k','keystore_password':{'env':'P'}}}");

    assertThat(config.urls()).hasSize(2);
    assertThat(config.subjectStrategy()).isEqualTo(SubjectStrategy.RECORD_NAME);
    assertThat(config.serdeClass()).isEqualTo("x.Y");
    assertThat(config.tls())
        .isEqualTo(
            new RegistryTls(Path.of("/ca.pem"), null, Path.of("/k"), new SecretRef("P", null)));
    assertThat(config.autoRegister()).isTrue();
    assertThat(config.retry())
        .isEqualTo(new RegistryRetry(2, Duration.ofMillis(200), Duration.ofSeconds(4)));
    assertThat(config.auth().authorization(Map.of("PW", "p:w"))).isEqualTo("Basic c3ZjOnA6dw==");
    assertThat(config.toString()).doesNotContain("p:w");
  }

  @Test
  void shouldReadABearerTokenFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "t0ken\n");
    String auth = "{'kind':'bearer','secret':{'file':'" + file + "'}}";

    RegistryConfig config = read("{'urls':['http://r'],'auth':" + auth + "}");

    assertThat(config.auth().authorization(Map.of())).isEqualTo("Bearer t0ken");
  }

  @Test
  void shouldNotPutATokenIntoAMessage() throws Exception {
    RegistryConfig config =
        read("{'urls':['http://r'],'auth':{'kind':'bearer','secret':{'env':'T'}}}");

    assertThatThrownBy(() -> config.auth().authorization(Map.of("T", "hush\nX: y")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.auth.secret")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                        | registry.urls",
        "{'urls':[]}                                               | registry.urls",
        "{'urls':['registry:8081']}                                | registry.urls",
        "{'urls':['ftp://registry']}                               | registry.urls",
        "{'urls':['http://u:p@registry']}                          | registry.auth",
        "{'urls':['http://r?x=1']}                                 | registry.urls",
        "{'urls':['http://r'],'connect_timeout':'PT0S'}            | registry.connect_timeout",
        "{'urls':['http://r'],'request_timeout':'PT1H'}            | registry.request_timeout",
        "{'urls':['http://r'],'start_timeout':'P2D'}               | registry.start_timeout",
        "{'urls':['http://r'],'retry':{'rounds':21}}               | registry.retry.rounds",
        "{'urls':['http://r'],'retry':{'first_delay':'PT0S'}}      | registry.retry.first_delay",
        "{'urls':['http://r'],'retry':{'max_delay':'PT0.1S'}}      | registry.retry.max_delay",
        "{'urls':['http://r'],'tls':{'truststore':'/ca.pem'}}      | registry.tls",
        "{'urls':['https://r'],'tls':{}}                           | registry.tls",
        "{'urls':['http://r'],'auth':{'kind':'basic'}}             | registry.auth.username",
        "{'urls':['http://r'],'auth':{'username':'u'}}             | registry.auth.username",
        "{'urls':['http://r'],'auth':{'kind':'bearer'}}            | registry.auth.secret",
        "{'urls':['http://r'],'auth':{'secret':{'env':'T'}}}       | registry.auth.secret",
        "{'urls':['http://r'],'auth':{'kind':'basic','username':'a:b','secret':{'env':'T'}}}"
            + " | registry.auth.username",
      })
  void shouldNameTheBrokenField(String json, String field) {
    assertThatThrownBy(() -> read(json))
        .hasRootCauseInstanceOf(ConfigException.class)
        .rootCause()
        .hasMessageContaining(field)
        .hasMessageNotContaining("u:p@");
  }

  @Test
  void shouldDocumentEveryComponent() {
    Stream.of(RegistryConfig.class, RegistryAuth.class, RegistryTls.class, RegistryRetry.class)
        .peek(type -> assertThat(type.isAnnotationPresent(Doc.class)).isTrue())
        .flatMap(type -> Stream.of(type.getRecordComponents()))
        .forEach(part -> assertThat(part.isAnnotationPresent(Doc.class)).as("" + part).isTrue());
  }

  private static RegistryConfig read(String json) throws IOException {
    return YAML_LIKE.readValue(json.replace('\'', '"'), RegistryConfig.class);
  }
}
