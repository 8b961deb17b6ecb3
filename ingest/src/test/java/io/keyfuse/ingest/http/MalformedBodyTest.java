package io.keyfuse.ingest.http;

import static io.keyfuse.ingest.http.IntakeServer.JSON;
import static io.keyfuse.ingest.http.IntakeServer.NDJSON;
import static io.keyfuse.ingest.http.IntakeServer.event;
import static io.keyfuse.ingest.http.IntakeServer.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keyfuse.ingest.FuzzTime;
import io.keyfuse.ingest.http.IntakeServer.Reply;
import io.keyfuse.schemas.v1.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is posted gets a named error, and the next good request is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedBodyTest {
  private static final String SECRET = "sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7";

  private final IntakeServer server = new IntakeServer("{}");

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Arguments> bodies() {
    return Stream.concat(requests(), records());
  }

  private static Stream<Arguments> requests() {
    return Stream.of(
        arguments(400, "empty_body", JSON, ""),
        arguments(400, "empty_body", JSON, "  \n"),
        arguments(400, "empty_body", NDJSON, "\n\r\n \n"),
        arguments(400, "malformed_json", JSON, "{"),
        arguments(400, "malformed_json", JSON, "[" + event("a") + ","),
        arguments(400, "malformed_json", JSON, "[" + event("a")),
        arguments(400, "malformed_json", JSON, "hello"),
        arguments(400, "malformed_json", JSON, "\"text\""),
        arguments(400, "malformed_json", JSON, "42"),
        arguments(400, "malformed_json", JSON, "null"),
        arguments(400, "malformed_json", JSON, "\uFEFF\uFEFF{}"),
        arguments(400, "malformed_json", JSON, event("a") + event("b")),
        arguments(400, "malformed_json", JSON, event("a") + "\n" + event("b")),
        arguments(400, "malformed_json", JSON, "[".repeat(100_000)),
        arguments(400, "malformed_json", JSON, with("'tenant':'" + "x".repeat(70_000) + "'")),
        arguments(400, "malformed_json", JSON, with("'cost_usd':Nan")),
        arguments(400, "malformed_json", JSON, with("'tenant':'a\u0000b'")),
        arguments(415, "unsupported_media_type", "text/plain", event("a")),
        arguments(415, "unsupported_media_type", "application/json; charset=utf-16", event("a")));
  }

  private static Stream<Arguments> records() {
    return Stream.of(
        arguments(400, "malformed_record", NDJSON, "{broken"),
        arguments(400, "malformed_record", NDJSON, event("a") + event("b")),
        arguments(400, "malformed_record", NDJSON, "{\"a\":".repeat(50)),
        arguments(400, "record_too_large", NDJSON, with("'tenant':'" + "x".repeat(70_000) + "'")),
        arguments(400, "wrong_type", NDJSON, "[" + event("a") + "]"),
        arguments(400, "wrong_type", JSON, "[null]"),
        arguments(400, "missing_field", JSON, "{}"),
        arguments(400, "missing_field", JSON, "{\"event_id\":null}"),
        arguments(400, "missing_field", JSON, with("'bucket':{'width_ms':60000}")),
        arguments(400, "unknown_field", JSON, with("'promt':'write a poem'")),
        arguments(400, "unknown_field", JSON, with("'tokens.input':7")),
        arguments(400, "unknown_field", JSON, "{\"events\":[" + event("a") + "]}"),
        arguments(400, "unknown_field", JSON, with("'bucket':{'begin':1}")),
        arguments(400, "duplicate_field", JSON, with("'model':'gpt-4o'")),
        arguments(400, "wrong_type", JSON, with("'request_count':'7'")),
        arguments(400, "wrong_type", JSON, with("'tenant':7")),
        arguments(400, "wrong_type", JSON, with("'tenant':['a']")),
        arguments(400, "wrong_type", JSON, with("'bucket':[]")),
        arguments(400, "invalid_number", JSON, with("'request_count':1.5")),
        arguments(400, "invalid_number", JSON, with("'request_count':1e3")),
        arguments(400, "invalid_number", JSON, with("'request_count':9223372036854775808")),
        arguments(400, "invalid_number", JSON, with("'cost_usd':'NaN'")),
        arguments(400, "invalid_number", JSON, with("'cost_usd':'Infinity'")),
        arguments(400, "invalid_number", JSON, with("'cost_usd':'ten'")),
        arguments(400, "invalid_number", JSON, with("'cost_usd':1e999999999")),
        arguments(400, "invalid_number", JSON, with("'cost_usd':1e-999999999")),
        arguments(400, "invalid_number", JSON, with("'cost_usd':" + "9".repeat(65))),
        arguments(400, "absurd_cost", JSON, with("'cost_usd':1000000.01")),
        arguments(400, "absurd_cost", JSON, with("'cost_usd':-1")),
        arguments(400, "invalid_time", JSON, with("'observed_at':'yesterday'")),
        arguments(400, "invalid_time", JSON, with("'observed_at':'2026-11-02T11:59:00'")),
        arguments(400, "invalid_time", JSON, with("'observed_at':true")),
        arguments(400, "invalid_time", JSON, with("'observed_at':9223372036854775807000")),
        arguments(400, "time_too_old", JSON, with("'observed_at':1793620740")),
        arguments(400, "time_in_future", JSON, with("'observed_at':9223372036854775807")),
        arguments(400, "unknown_word", JSON, with("'source':'rumour'")),
        arguments(400, "invalid_request_count", JSON, with("'request_count':0")),
        arguments(400, "absurd_count", JSON, with("'request_count':9223372036854775807")),
        arguments(400, "invalid_text", JSON, with("'tenant':'a\\u0000b'")),
        arguments(400, "text_too_long", JSON, with("'region':'" + "x".repeat(65) + "'")),
        arguments(400, "secret_in_event", JSON, with("'user':'" + SECRET + "'")));
  }

  @ParameterizedTest(name = "{1}: {3}")
  @MethodSource("bodies")
  void shouldNameTheFaultAndServeTheNext(
      int status, String reason, String contentType, String body) {
    int before = server.publisher.events().size();

    Reply reply = server.post(contentType, body);
    Reply next = server.post(JSON, event("good"));

    assertThat(reply.reason()).isEqualTo(reason);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body().path("error").path("message").asText()).isNotEmpty();
    assertThat(reply.raw().body()).doesNotContain("write a poem").doesNotContain(SECRET);
    assertThat(next.status()).isEqualTo(200);
    assertThat(server.publisher.events()).hasSize(before + 1);
  }

  @ParameterizedTest
  @MethodSource("hints")
  void shouldHintAtTheFieldThatIsMeant(String field, String hint) {
    Reply reply = server.post(JSON, with("'" + field + "':1"));

    assertThat(reply.reason()).isEqualTo("unknown_field");
    assertThat(reply.field()).isEqualTo(field);
    assertThat(reply.body().path("errors").get(0).path("message").asText())
        .contains("did you mean " + hint);
  }

  static Stream<Arguments> hints() {
    return Stream.of(
        arguments("tennant", "tenant"),
        arguments("occured_at", "occurred_at"),
        arguments("prompt_tokens", "tokens.input"),
        arguments("api_key_id", "credential.key_id"),
        arguments("cost", "cost_usd"));
  }

  static Stream<Arguments> numbers() {
    return Stream.of("cost_usd", "tokens.input", "tokens.output", "tokens.reasoning")
        .flatMap(
            field ->
                Stream.of("NaN", "-Infinity", "1e400", "-1", "1e30")
                    .map(number -> arguments(field, number)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void shouldNameTheFieldOfAPoisonedNumberAndKeepTheOthers(String field, String number) {
    String poisoned =
        field.equals("cost_usd")
            ? with("'cost_usd':" + number)
            : event("e")
                .replace("{\"input\":1000", "{\"" + field.substring(7) + "\":" + number)
                .replace(",\"output\":100", "");
    int before = server.publisher.events().size();

    Reply array = server.post(JSON, "[" + event("a") + "," + poisoned + "," + event("b") + "]");
    Reply lines = server.post(NDJSON, event("c") + "\n" + poisoned + "\n" + event("d"));

    for (Reply reply : new Reply[] {array, lines}) {
      assertThat(reply.field()).isEqualTo(field);
      assertThat(reply.body().path("errors")).hasSize(1);
      assertThat(reply.body().path("accepted").asInt()).isEqualTo(2);
    }
    assertThat(server.publisher.events().subList(before, before + 4))
        .extracting(UsageEvent::getEventId)
        .containsExactly("a", "b", "c", "d");
    assertThat(server.publisher.events()).hasSize(before + 4);
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @Test
  @Tag("fuzz")
  @EnabledIfSystemProperty(named = FuzzTime.SECONDS, matches = FuzzTime.SOME)
  void shouldSurviveRandomDamageForAsLongAsAsked() {
    FuzzTime.run(this::shouldSurviveRandomDamage);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldSurviveRandomDamage(long seed) {
    Random random = new Random(seed);
    byte[] body = ("[" + event("a") + "," + event("b") + "]").getBytes(UTF_8);
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    byte[] cut = Arrays.copyOf(body, 1 + random.nextInt(body.length));

    for (String type : new String[] {JSON, NDJSON}) {
      Reply reply = server.send(server.request(cut, type).build());
      assertThat(reply.status())
          .as("seed %d: %s", seed, new String(cut, StandardCharsets.ISO_8859_1))
          .isIn(200, 202, 400);
    }
    assertThat(server.post(JSON, event("good")).status()).isEqualTo(200);
  }
}
