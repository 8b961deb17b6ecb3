package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.registry.RegistryAuth.Kind;
import io.keyfuse.schemas.v1.UsageEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSchemaRegistryClientTest {
  private static final String SUBJECT = "keyfuse.usage.v1-value";
  private static final Schema USAGE = UsageEvent.getClassSchema();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryStandIn one = new RegistryStandIn();
  private final RegistryStandIn two = new RegistryStandIn();

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void shouldRegisterUnderTheBasePathWithTheProtocolsTypeAndLogin() throws Exception {
    one.then(200, "{\"id\":7}");
    var bearer = new RegistryAuth(Kind.BEARER, null, new SecretRef("TOKEN", null));
    var client = client(List.of(one.url("/apis/ccompat/v7/")), bearer, Duration.ofSeconds(5));

    assertThat(client.register(SUBJECT, USAGE)).isEqualTo(7);

    RegistryStandIn.Asked asked = one.asked.get(0);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.rawPath()).isEqualTo("/apis/ccompat/v7/subjects/" + SUBJECT + "/versions");
    assertThat(asked.type()).isEqualTo("application/vnd.schemaregistry.v1+json");
    assertThat(asked.login()).isEqualTo("Bearer abc");
    String text = JSON.readTree(asked.body()).path("schema").asText();
    assertThat(text).doesNotContain("avro.java.string").contains("\"doc\"");
    assertThat(new Schema.Parser().parse(text)).isEqualTo(ContractSchema.of(USAGE));
  }

  @Test
  void shouldLookUpWithoutRegistering() {
    one.then(200, "{\"subject\":\"s\",\"id\":3,\"version\":1,\"schema\":\"...\"}");

    assertThat(client(one).lookup("a b/ü", USAGE)).isEqualTo(3);
    assertThat(one.asked.get(0).rawPath()).isEqualTo("/subjects/a%20b%2F%C3%BC");
  }

  @Test
  void shouldAskOnceForWhatIsKnown() throws Exception {
    one.then(200, "{\"id\":7}").then(200, schemaBody(USAGE.toString()));
    var client = client(one);

    for (int i = 0; i < 3; i++) {
      assertThat(client.register(SUBJECT, USAGE)).isEqualTo(7);
      assertThat(client.lookup(SUBJECT, USAGE)).isEqualTo(7);
      assertThat(client.schemaById(7)).isSameAs(client.schemaById(7)).isEqualTo(USAGE);
    }
    assertThat(one.asked).hasSize(2);
  }

  @Test
  void shouldNeverKeepAFailure() throws Exception {
    String missing = "{\"error_code\":40403,\"message\":\"Schema not found\"}";
    one.then(404, missing).then(404, missing);
    var client = client(one);
    assertThatThrownBy(() -> client.lookup(SUBJECT, USAGE)).isInstanceOf(RegistryException.class);
    assertThatThrownBy(() -> client.schemaById(9)).isInstanceOf(RegistryException.class);

    one.then(200, "{\"id\":9}").then(200, schemaBody("\"string\""));

    assertThat(client.lookup(SUBJECT, USAGE)).isEqualTo(9);
    assertThat(client.schemaById(9).getType()).isEqualTo(Schema.Type.STRING);
  }

  @ParameterizedTest
  @CsvSource({
    "404, 40401, register the schema first",
    "404, 40403, auto_register: true",
    "409, 409, make the schema compatible",
    "422, 42201, bad words",
  })
  void shouldTellARefusalWithUrlSubjectAndFix(int status, int code, String fix) {
    one.then(status, "{\"error_code\":" + code + ",\"message\":\"bad words\"}");

    RegistryException e = failure(client(one));

    assertThat(e.isUnavailable()).isFalse();
    assertThat(e.errorCode()).isEqualTo(code);
    assertThat(e).hasMessageContainingAll(one.url("").toString(), SUBJECT, fix);
    assertThat(one.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, registry.auth",
    "403, registry.auth",
    "302, registry.urls",
    "404, check the path",
    "400, check the path",
    "200, check the path",
  })
  void shouldNotBlameTheSchemaForWhatSaysNothingAboutIt(int status, String fix) {
    one.then(status, "<html>hello</html>");

    RegistryException e = failure(client(one));

    assertThat(e.isUnavailable()).isTrue();
    assertThat(e).hasMessageContainingAll(one.url("").toString(), SUBJECT, fix);
    assertThat(one.asked).hasSize(1);
  }

  @Test
  void shouldGoToTheNextUrlAndStayThere() {
    one.then(503, "{\"error_code\":50003,\"message\":\"no master\"}");
    two.then(200, "{\"id\":1}").then(200, "{\"id\":2}");
    var client = client(List.of(one.url(""), two.url("")));

    assertThat(client.lookup(SUBJECT, USAGE)).isEqualTo(1);
    assertThat(client.lookup("other", USAGE)).isEqualTo(2);
    assertThat(one.asked).hasSize(1);
    assertThat(two.asked).hasSize(2);
  }

  @Test
  void shouldTryBoundedRoundsAndThenNameEveryUrl() {
    one.close();

    RegistryException e = failure(client(List.of(one.url("/a"), two.url("/b"))));

    assertThat(e.isUnavailable()).isTrue();
    assertThat(e)
        .hasMessageContainingAll(
            one.url("/a").toString(), two.url("/b").toString(), SUBJECT, "registry.urls", "500");
    assertThat(two.asked).hasSize(3);
  }

  @Test
  void shouldComeBackAfterAnOutage() {
    one.then(500, "").then(502, "").then(200, "{\"id\":5}");

    assertThat(client(one).lookup(SUBJECT, USAGE)).isEqualTo(5);
    assertThat(one.asked).hasSize(3);
  }

  @Test
  void shouldNotWaitForABodyThatDoesNotCome() {
    one.then(new RegistryStandIn.Answer(200, "{\"id\":1}", 30_000));
    one.then(200, "{\"id\":2}");
    var client = client(List.of(one.url("")), RegistryAuth.none(), Duration.ofMillis(300));
    long start = System.nanoTime();

    assertThat(client.lookup(SUBJECT, USAGE)).isEqualTo(2);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldRefuseAnEndlessAnswer() {
    for (int i = 0; i < 3; i++) {
      one.then(200, "{\"id\":1}" + " ".repeat(9 << 20));
    }

    assertThat(failure(client(one))).hasMessageContaining("answer longer than");
  }

  @ParameterizedTest
  @CsvSource({"PROTOBUF, string", "AVRO, nonsense"})
  void shouldRefuseAnIdThatIsNotAvro(String type, String schema) {
    one.then(200, "{\"schemaType\":\"" + type + "\",\"schema\":\"\\\"" + schema + "\\\"\"}");

    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> client(one).schemaById(4));

    assertThat(e.isUnavailable()).isFalse();
    assertThat(e).hasMessageContaining("schema id 4");
  }

  @Test
  void shouldStopAtAnInterruptAndKeepTheFlag() {
    Thread.currentThread().interrupt();

    RegistryException e = failure(client(one));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.isUnavailable()).isTrue();
    assertThat(e).hasMessageContaining("interrupted");
  }

  private static RegistryException failure(HttpSchemaRegistryClient client) {
    return catchThrowableOfType(RegistryException.class, () -> client.lookup(SUBJECT, USAGE));
  }

  private static String schemaBody(String schema) {
    return JSON.createObjectNode().put("schema", schema).toString();
  }

  private static HttpSchemaRegistryClient client(RegistryStandIn standIn) {
    return client(List.of(standIn.url("")));
  }

  private static HttpSchemaRegistryClient client(List<URI> urls) {
    return client(urls, RegistryAuth.none(), Duration.ofSeconds(5));
  }

  private static HttpSchemaRegistryClient client(
      List<URI> urls, RegistryAuth login, Duration timeout) {
    var retry = new RegistryRetry(3, Duration.ofMillis(5), Duration.ofMillis(20));
    return new HttpSchemaRegistryClient(
        new RegistryConfig(
            urls,
            false,
            SubjectStrategy.TOPIC_NAME,
            null,
            login,
            null,
            Duration.ofSeconds(2),
            timeout,
            retry,
            Duration.ZERO),
        Map.of("TOKEN", "abc"));
  }
}
