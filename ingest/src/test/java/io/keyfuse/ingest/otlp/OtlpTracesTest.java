package io.keyfuse.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.file.SharedFiles;
import io.keyfuse.ingest.http.IntakeServer;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What spans and log events of every version of the conventions become. */
class OtlpTracesTest {
  private static final Map<String, Object> CHAT =
      Map.of(
          "gen_ai.provider.name", "openai",
          "gen_ai.operation.name", "chat",
          "gen_ai.request.model", "gpt-4",
          "gen_ai.response.model", "gpt-4-0613",
          "gen_ai.usage.input_tokens", 52L,
          "gen_ai.usage.output_tokens", 47L,
          "gen_ai.response.finish_reasons", List.of("stop"),
          "gen_ai.input.messages", "write a poem");

  private IntakeServer server = new IntakeServer("{}");

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(OtlpEncoding.class)
  void shouldTakeTheConventionsOwnExample(OtlpEncoding encoding) {
    HttpResponse<byte[]> answer =
        post(
            encoding,
            Map.of("service.name", "checkout", "keyfuse.credential.id", "openai:proj_a:key_1"),
            CHAT);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(encoding == OtlpEncoding.JSON ? "{}" : "");
    assertThat(server.publisher.events())
        .containsExactly(
            UsageEvent.newBuilder()
                .setEventId(OtlpBodies.TRACE + "0000000000000001")
                .setOccurredAt(Instant.parse("2026-11-02T11:59:00Z"))
                .setObservedAt(UsageEvents.NOW)
                .setSource(UsageSource.TELEMETRY)
                .setFeed("otlp-traces")
                .setCredential(UsageEvents.CREDENTIAL)
                .setFeature("checkout")
                .setModel("gpt-4-0613")
                .setOperation("chat")
                .setTokens(UsageEvents.tokens(52, 47))
                .setStatus(UsageStatus.OK)
                .build());
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        arguments(
            "1.25",
            "gen_ai.system=openai,gen_ai.usage.prompt_tokens=10,gen_ai.usage.completion_tokens=5",
            "openai",
            UsageEvents.tokens(10, 5)),
        arguments(
            "1.27",
            "gen_ai.system=openai,gen_ai.usage.input_tokens=10,gen_ai.usage.output_tokens=5",
            "openai",
            UsageEvents.tokens(10, 5)),
        arguments(
            "both",
            "gen_ai.system=az.ai.openai,gen_ai.provider.name=anthropic,gen_ai.usage.input_tokens=10,gen_ai.usage.prompt_tokens=9",
            "anthropic",
            UsageEvents.tokens(10, 0)),
        arguments(
            "1.41 cached within",
            "gen_ai.provider.name=aws.bedrock,gen_ai.usage.input_tokens=100,gen_ai.usage.cache_read.input_tokens=60,gen_ai.usage.cache_creation.input_tokens=10",
            "aws",
            UsageEvents.tokens(100, 60, 10, 0, 0, 0)),
        arguments(
            "1.41 cached left out",
            "gen_ai.provider.name=anthropic,gen_ai.usage.input_tokens=5,gen_ai.usage.cache_read.input_tokens=60,gen_ai.usage.cache_creation.input_tokens=10,gen_ai.usage.output_tokens=7",
            "anthropic",
            UsageEvents.tokens(75, 60, 10, 0, 7, 0)),
        arguments(
            "genai",
            "gen_ai.provider.name=x_ai,gen_ai.usage.input_tokens=50,gen_ai.usage.cache_write.input_tokens=10,gen_ai.usage.cache_creation.input_tokens=9,gen_ai.usage.output_tokens=8,gen_ai.usage.reasoning.output_tokens=3",
            "xai",
            UsageEvents.tokens(50, 0, 10, 0, 8, 3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void shouldReadEveryVersion(String version, String text, String provider, TokenCounts tokens) {
    Map<String, Object> attributes = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] sides = pair.split("=", 2);
      attributes.put(
          sides[0], sides[0].contains("usage") ? (Object) Long.valueOf(sides[1]) : sides[1]);
    }

    post(OtlpEncoding.PROTOBUF, Map.of(), attributes);
    post(OtlpEncoding.JSON, Map.of(), attributes);

    assertThat(server.publisher.events()).hasSize(2);
    UsageEvent event = server.publisher.events().get(0);
    assertThat(event.getTokens()).as(version).isEqualTo(tokens);
    assertThat(event.getCredential().getProvider()).isEqualTo(provider);
    assertThat(server.publisher.events().get(1)).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource({
    "invoke_agent, 0",
    "create_agent, 0",
    "execute_tool, 0",
    "chat, 1",
    "text_completion, 1",
    "generate_content, 1",
    "embeddings, 1"
  })
  void shouldCountInferenceOnlyWithinAgents(String operation, int events) {
    post(OtlpEncoding.PROTOBUF, Map.of(), with("gen_ai.operation.name", operation));

    assertThat(server.publisher.events()).hasSize(events);
    assertThat(server.feed("ignored", "otlp-traces")).isEqualTo(1 - events);
    assertThat(server.feed("read", "otlp-traces")).isEqualTo(1);
  }

  @Test
  void shouldCountACallThatFailed() {
    Map<String, Object> failed =
        Map.of(
            "gen_ai.provider.name", "openai",
            "gen_ai.operation.name", "chat",
            "error.type", "rate_limit_exceeded");

    post(OtlpEncoding.JSON, Map.of(), failed);

    UsageEvent event = server.publisher.events().get(0);
    assertThat(event.getStatus()).isEqualTo(UsageStatus.ERROR);
    assertThat(event.getErrorCode()).isEqualTo("rate_limit_exceeded");
    assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(0, 0));
  }

  @Test
  void shouldCountALogEventOnceBesideItsSpan() {
    server.close();
    server = new IntakeServer("{'otlp':{'signals':['TRACES','LOGS']}}", List.of());
    post(OtlpEncoding.PROTOBUF, Map.of(), CHAT);

    postLog(OtlpBodies.log("gen_ai.client.inference.operation.details", CHAT));
    postLog(OtlpBodies.log("gen_ai.user.message", CHAT));

    assertThat(server.publisher.events())
        .extracting(UsageEvent::getEventId)
        .containsExactly(
            OtlpBodies.TRACE + OtlpBodies.spanId(0), OtlpBodies.TRACE + OtlpBodies.spanId(0));
    assertThat(server.feed("ignored", "otlp-logs")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "trace.json, /v1/traces",
    "metrics.json, /v1/metrics",
    "logs.json, /v1/logs",
    "events.json, /v1/logs"
  })
  void shouldAcceptAndIgnoreWhatIsNoCall(String file, String path) throws IOException {
    server.close();
    server = new IntakeServer("{'otlp':{'signals':['TRACES','LOGS','METRICS']}}", List.of());
    String body = Files.readString(SharedFiles.get("data/samples/otlp/" + file));

    IntakeServer.Reply reply = server.postTo(path, IntakeServer.JSON, body);

    String feed = path.replace("/v1/", "otlp-");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.raw().body()).isEqualTo("{}");
    assertThat(server.publisher.events()).isEmpty();
    assertThat(server.feed("read", feed)).isEqualTo(server.feed("ignored", feed));
    assertThat(server.feed("ignored", feed)).isPositive();
  }

  private void postLog(byte[] body) {
    server.sendRaw(server.request("/v1/logs", body, OtlpEncoding.PROTOBUF.mediaType()).build());
  }

  private HttpResponse<byte[]> post(
      OtlpEncoding encoding, Map<String, Object> resource, Map<String, Object> span) {
    byte[] body =
        encoding == OtlpEncoding.JSON
            ? OtlpBodies.json(resource, List.of(span))
            : OtlpBodies.protobuf(resource, List.of(span));
    return server.sendRaw(server.request("/v1/traces", body, encoding.mediaType()).build());
  }

  private static Map<String, Object> with(String attribute, Object value) {
    Map<String, Object> span = new HashMap<>(CHAT);
    span.put(attribute, value);
    return span;
  }
}
