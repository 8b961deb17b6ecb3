package io.keyfuse.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.CodedInputStream;
import io.keyfuse.ingest.http.IntakeServer;
import io.keyfuse.ingest.http.PublishException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** OTLP's rules of transport, and that nothing broken gets further than a named error. */
class OtlpTransportTest {
  private static final String PROTOBUF = OtlpEncoding.PROTOBUF.mediaType();
  private static final String SECRET = "sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7";
  private static final Map<String, Object> CHAT =
      Map.of(
          "gen_ai.provider.name", "openai",
          "gen_ai.operation.name", "chat",
          "gen_ai.usage.input_tokens", 10L);
  private static final Map<String, Object> LEAKING =
      Map.of(
          "gen_ai.provider.name",
          "openai",
          "gen_ai.operation.name",
          "chat",
          "gen_ai.usage.input_tokens",
          10L,
          "keyfuse.credential.id",
          SECRET);
  private static final byte[] GOOD = OtlpBodies.protobuf(Map.of(), List.of(CHAT));

  private final IntakeServer server =
      new IntakeServer("{'http':{'max_body_bytes':200000}}", List.of());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldTellTheSenderWhichSpansAreRefused() throws IOException {
    List<Map<String, Object>> spans = List.of(CHAT, LEAKING, Map.of("x", "y"));

    byte[] protobuf = post(PROTOBUF, OtlpBodies.protobuf(Map.of(), spans)).body();
    String json =
        new String(post("application/json", OtlpBodies.json(Map.of(), spans)).body(), UTF_8);

    var partial = ExportTraceServiceResponse.parseFrom(protobuf).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(1);
    assertThat(partial.getErrorMessage())
        .contains("secret_in_event credential.key_id")
        .doesNotContain(SECRET);
    assertThat(json).contains("\"rejectedSpans\":\"1\"").doesNotContain(SECRET);
    assertThat(server.publisher.events()).hasSize(2);
    assertThat(server.feed("refused", "otlp-traces")).isEqualTo(2);
    assertThat(server.feed("ignored", "otlp-traces")).isEqualTo(2);
    assertThat(server.feed("read", "otlp-traces")).isEqualTo(6);
  }

  @Test
  void shouldTakeGzip() {
    var request =
        server
            .request("/v1/traces", IntakeServer.gzip(GOOD), PROTOBUF)
            .header("Content-Encoding", "gzip");

    assertThat(server.sendRaw(request.build()).statusCode()).isEqualTo(200);
    assertThat(server.publisher.events()).hasSize(1);
  }

  @Test
  void shouldAskToComeBackWhileKafkaIsAway() throws IOException {
    server.publisher.answerWith(CompletableFuture.failedFuture(new PublishException("away")));

    HttpResponse<byte[]> answer = post(PROTOBUF, GOOD);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(rpcCode(answer)).isEqualTo(14);
  }

  @Test
  void shouldAnswerAnUnknownTokenInTheRequestsEncoding() throws IOException {
    var request =
        server.request("/v1/traces", GOOD, PROTOBUF).setHeader("Authorization", "Bearer no");

    HttpResponse<byte[]> answer = server.sendRaw(request.build());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(rpcCode(answer)).isEqualTo(16);
  }

  static Stream<Arguments> broken() {
    String attribute =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"value\":";
    return Stream.of(
        arguments("cut short", 400, PROTOBUF, Arrays.copyOf(GOOD, GOOD.length - 1)),
        arguments("noise", 400, PROTOBUF, "hello, world".getBytes(UTF_8)),
        arguments("group", 400, PROTOBUF, new byte[] {0x0b, 0x0c}),
        arguments("length beyond the end", 400, PROTOBUF, new byte[] {0x0a, (byte) 0xff, 0x7f}),
        arguments("negative length", 400, PROTOBUF, new byte[] {0x0a, -1, -1, -1, -1, 0x0f}),
        arguments("too large", 413, PROTOBUF, new byte[200_001]),
        arguments("text", 415, "text/plain", GOOD),
        arguments("empty JSON", 400, "application/json", new byte[0]),
        arguments("array", 400, "application/json", "[]".getBytes(UTF_8)),
        arguments("two values", 400, "application/json", "{}{}".getBytes(UTF_8)),
        arguments(
            "deep",
            400,
            "application/json",
            (attribute + "{\"kvlistValue\":".repeat(5_000)).getBytes(UTF_8)),
        arguments(
            "base64 id",
            400,
            "application/json",
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"S/kvNXezTaajzpKd\"}]}]}]}"
                .getBytes(UTF_8)),
        arguments(
            "text for a number",
            400,
            "application/json",
            (attribute + "{\"intValue\":\"ten\"}}]}]}]}]}").getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void shouldNameTheFaultAndServeTheNext(String name, int status, String type, byte[] body) {
    HttpResponse<byte[]> answer = post(type, body);

    assertThat(answer.statusCode()).as(name).isEqualTo(status);
    assertThat(answer.body()).isNotEmpty();
    assertThat(post(PROTOBUF, GOOD).statusCode()).isEqualTo(200);
    assertThat(server.publisher.events()).hasSize(1);
  }

  @Test
  void shouldStopUnpackingABomb() {
    var request =
        server
            .request("/v1/traces", IntakeServer.gzip(new byte[50_000_000]), PROTOBUF)
            .header("Content-Encoding", "gzip");

    assertThat(server.sendRaw(request.build()).statusCode()).isEqualTo(413);
  }

  @Test
  void shouldRefuseMoreCallsThanAreAllowed() {
    try (IntakeServer narrow = new IntakeServer("{'otlp':{'max_calls':2}}", List.of())) {
      byte[] body = OtlpBodies.protobuf(Map.of(), List.of(CHAT, CHAT, Map.of(), CHAT));

      var answer = narrow.sendRaw(narrow.request("/v1/traces", body, PROTOBUF).build());

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(narrow.publisher.events()).isEmpty();
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldSurviveRandomDamage(long seed) {
    Random random = new Random(seed);
    boolean isJson = random.nextBoolean();
    byte[] whole =
        isJson
            ? OtlpBodies.json(Map.of("service.name", "a"), List.of(CHAT, LEAKING))
            : OtlpBodies.protobuf(Map.of("service.name", "a"), List.of(CHAT, LEAKING));
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      whole[random.nextInt(whole.length)] = (byte) random.nextInt(256);
    }
    byte[] body = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));

    for (String path : new String[] {"/v1/traces", "/v1/metrics", "/v1/logs"}) {
      String type = isJson ? "application/json" : PROTOBUF;
      int status = server.sendRaw(server.request(path, body, type).build()).statusCode();
      assertThat(status).as("seed %d at %s", seed, path).isIn(200, 400);
    }
    assertThat(post(PROTOBUF, GOOD).statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> post(String type, byte[] body) {
    return server.sendRaw(server.request("/v1/traces", body, type).build());
  }

  // google.rpc.Status has its code in field 1.
  private static int rpcCode(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
    CodedInputStream in = CodedInputStream.newInstance(answer.body());
    assertThat(in.readTag()).isEqualTo(8);
    return in.readInt32();
  }
}
