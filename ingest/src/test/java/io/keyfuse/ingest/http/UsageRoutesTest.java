package io.keyfuse.ingest.http;

import static io.keyfuse.ingest.http.IntakeServer.JSON;
import static io.keyfuse.ingest.http.IntakeServer.NDJSON;
import static io.keyfuse.ingest.http.IntakeServer.event;
import static io.keyfuse.ingest.http.IntakeServer.gzip;
import static io.keyfuse.ingest.http.IntakeServer.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.http.IntakeServer.Reply;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageRoutesTest {
  private final IntakeServer server = new IntakeServer("{}");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldTakeOneEventWithEveryField() {
    String body =
        """
        {"event_id":"b1","occurred_at":1793620740000,"observed_at":"2026-11-02T12:59:30+01:00",
         "source":"provider_usage","feed":"openai-usage",
         "bucket":{"start":"2026-11-02T11:59:00Z","width_ms":60000},
         "credential":{"provider":"openai","account":"proj_a","key_id":"key_1"},
         "tenant":"t","project":"p","feature":"f","user":"u","client_ip":"10.0.0.1",
         "user_agent":"curl/8","region":"eu","model":"gpt-4o","operation":"chat",
         "service_tier":"batch","request_count":3,
         "tokens":{"input":10,"cached_read":2,"cache_write":3,"cache_write_1h":1,"output":9,
                   "reasoning":4},
         "cost_usd":"0.123456789","status":"error","error_code":"429"}
        """;

    Reply reply = server.post(JSON, body);

    assertThat(reply.status()).isEqualTo(200);
    Instant start = Instant.parse("2026-11-02T11:59:00Z");
    assertThat(server.publisher.events())
        .containsExactly(
            UsageEvent.newBuilder()
                .setEventId("b1")
                .setOccurredAt(start)
                .setObservedAt(start.plusSeconds(30))
                .setSource(UsageSource.PROVIDER_USAGE)
                .setFeed("openai-usage")
                .setBucket(new Bucket(start, 60_000L))
                .setCredential(new Credential("openai", "proj_a", "key_1"))
                .setTenant("t")
                .setProject("p")
                .setFeature("f")
                .setUser("u")
                .setClientIp("10.0.0.1")
                .setUserAgent("curl/8")
                .setRegion("eu")
                .setModel("gpt-4o")
                .setOperation("chat")
                .setServiceTier("batch")
                .setRequestCount(3)
                .setTokens(new TokenCounts(10L, 2L, 3L, 1L, 9L, 4L))
                .setCost(new Cost(123_456_789L, CostBasis.REPORTED))
                .setStatus(UsageStatus.ERROR)
                .setErrorCode("429")
                .build());
  }

  @Test
  void shouldFillInWhatMayBeLeftOut() {
    server.post(
        JSON,
        "{\"event_id\":\"e\",\"occurred_at\":\"2026-11-02T11:00:00Z\","
            + "\"credential\":{\"provider\":\"openai\",\"key_id\":\"k\"}}");

    assertThat(server.publisher.events())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.getCredential().getAccount()).isEqualTo("default");
              assertThat(e.getObservedAt()).isEqualTo(UsageEvents.NOW);
              assertThat(e.getSource()).isEqualTo(UsageSource.TELEMETRY);
              assertThat(e.getFeed()).isEqualTo("http");
              assertThat(e.getRequestCount()).isEqualTo(1);
              assertThat(e.getCost()).isNull();
              assertThat(e.getModel()).isNull();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 100000000",
    "1e-9, 1",
    "4.9e-10, 0",
    "'\"12.5\"', 12500000000",
    "1E3, 1000000000000",
    "0.30000000000000004, 300000000",
  })
  void shouldReadMoneyFromItsText(String cost, long nanos) {
    assertThat(server.post(JSON, with("'cost_usd':" + cost)).status()).isEqualTo(200);

    assertThat(server.publisher.events())
        .extracting(e -> e.getCost().getAmountNanos())
        .containsExactly(nanos);
  }

  @Test
  void shouldTakeAnArrayAndNdjson() {
    Reply array = server.post(JSON, "[" + event("a") + "," + event("b") + "]");
    Reply lines = server.post(NDJSON, event("c") + "\n\r\n" + event("d") + "\r\n" + event("e"));

    assertThat(array.body().path("accepted").asInt()).isEqualTo(2);
    assertThat(lines.body().path("accepted").asInt()).isEqualTo(3);
    assertThat(server.publisher.events())
        .extracting(UsageEvent::getEventId)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void shouldTakeTheGoodAndNameTheBadRecords() {
    Reply reply =
        server.post(
            NDJSON,
            event("a") + "\n{\"event_id\":\"b\"}\n{broken\n" + event("c") + "\n" + event("a"));

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body())
        .hasToString(
            "{\"accepted\":2,\"duplicates\":1,\"rejected\":2,\"errors\":["
                + "{\"index\":1,\"event_id\":\"b\",\"reason\":\"missing_field\","
                + "\"field\":\"occurred_at\",\"message\":\"occurred_at is required\"},"
                + "{\"index\":2,\"event_id\":null,\"reason\":\"malformed_record\","
                + "\"field\":\"record\",\"message\":\"the line is not valid JSON\"}]}");
    assertThat(server.count("records")).isEqualTo(5);
  }

  @Test
  void shouldGoOnAfterABadRecordInsideAnArray() {
    String deep = with("'tenant':{'a':[{'b':1}]}");

    Reply reply = server.post(JSON, "[" + deep + ",7,[1,[2]]," + event("good") + "]");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body().path("errors").findValuesAsText("reason"))
        .containsExactly("wrong_type", "wrong_type", "wrong_type");
    assertThat(reply.body().path("errors").get(0).path("event_id").asText()).isEqualTo("e");
    assertThat(server.publisher.events()).hasSize(1);
  }

  @Test
  void shouldTakeGzip() {
    HttpRequest request =
        server
            .request(gzip(event("z").getBytes(UTF_8)), JSON)
            .header("Content-Encoding", "gzip")
            .build();

    assertThat(server.send(request).status()).isEqualTo(200);
  }

  @Test
  void shouldStopAGzipBomb() {
    byte[] bomb = gzip(new byte[64 * 1024 * 1024]);

    Reply reply =
        server.send(server.request(bomb, NDJSON).header("Content-Encoding", "gzip").build());

    assertThat(bomb.length).isLessThan(100_000);
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.reason()).isEqualTo("body_too_large");
  }

  @Test
  void shouldRefuseALargeBodyAndStillServeTheNext() {
    String large = " ".repeat(9 * 1024 * 1024);

    assertThat(server.post(JSON, large).reason()).isEqualTo("body_too_large");
    assertThat(server.post(JSON, event("good")).status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseTooManyRecordsAndKeepNone() {
    String lines =
        IntStream.range(0, 5_001).mapToObj(i -> event("e" + i)).collect(Collectors.joining("\n"));

    Reply reply = server.post(NDJSON, lines);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.reason()).isEqualTo("too_many_records");
    assertThat(server.publisher.events()).isEmpty();
  }

  @Test
  void shouldShortenALongUserAgent() {
    server.post(JSON, with("'user_agent':'" + "x".repeat(300) + "'"));

    assertThat(server.publisher.events())
        .extracting(e -> e.getUserAgent().length())
        .containsExactly(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Basic Zmlyc3QtdG9rZW4=", "first-token", "Bearer "})
  void shouldRefuseAnyoneWithoutAToken(String authorization) {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri())
            .header("Authorization", authorization)
            .header("Content-Type", JSON)
            .POST(HttpRequest.BodyPublishers.ofString(event("e")))
            .build();

    Reply reply = server.send(request);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.reason()).isEqualTo("unauthorized");
    assertThat(server.publisher.events()).isEmpty();
  }

  @Test
  void shouldAdmitEveryToken() {
    HttpRequest request =
        server
            .request(event("e").getBytes(UTF_8), JSON)
            .setHeader("Authorization", "bearer second-token")
            .build();

    assertThat(server.send(request).status()).isEqualTo(200);
  }

  @Test
  void shouldAskToTryAgainWhenTheEventsCannotBeStored() {
    server.publisher.answerWith(CompletableFuture.failedFuture(new PublishException("no room")));

    Reply reply = server.post(JSON, event("e"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.reason()).isEqualTo("unavailable");
    assertThat(reply.raw().headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void shouldNotWaitLongerForKafkaThanConfigured() {
    try (IntakeServer hasty = new IntakeServer("{'publish_timeout':'PT0.2S'}")) {
      hasty.publisher.answerWith(new CompletableFuture<>());

      assertThat(hasty.post(JSON, event("e")).status()).isEqualTo(503);
    }
  }

  @Test
  void shouldAnswerOnlyAfterTheEventsAreStored() {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    server.publisher.answerWith(stored);

    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(() -> server.post(JSON, event("e")));
    await().until(() -> !server.publisher.events().isEmpty());

    assertThat(reply).isNotDone();
    stored.complete(null);
    assertThat(reply.join().status()).isEqualTo(200);
  }

  @Test
  void shouldBoundTheRequestsInFlight() {
    try (IntakeServer narrow = new IntakeServer("{'max_in_flight_requests':1}")) {
      CompletableFuture<Void> stored = new CompletableFuture<>();
      narrow.publisher.answerWith(stored);
      CompletableFuture<Reply> first =
          CompletableFuture.supplyAsync(() -> narrow.post(JSON, event("first")));
      await().until(() -> !narrow.publisher.events().isEmpty());

      Reply second = narrow.post(JSON, event("second"));
      stored.complete(null);

      assertThat(second.status()).isEqualTo(429);
      assertThat(second.reason()).isEqualTo("too_many_requests");
      assertThat(second.raw().headers().firstValue("Retry-After")).contains("1");
      assertThat(first.join().status()).isEqualTo(200);
      assertThat(narrow.post(JSON, event("third")).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldNotStartWithoutATokenForAnyone() {
    assertThatThrownBy(
            () ->
                new IntakeDoor(
                    HttpIntakeConfig.defaults(),
                    List.of(),
                    new InMemoryPublisher(),
                    new SimpleMeterRegistry()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.http.tokens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_body_bytes':0}                      | max_body_bytes",
        "{'max_record_bytes':0}                    | max_record_bytes",
        "{'max_records':0}                         | max_records",
        "{'max_in_flight_requests':-1}             | max_in_flight_requests",
        "{'max_in_flight_records':0}               | max_in_flight_records",
        "{'publish_timeout':'PT0S'}                | publish_timeout",
        "{'retry_after':'PT-1S'}                   | retry_after",
        "{'tokens':[{'name':'a'}]}                 | tokens.token",
        "{'tokens':[{'token':{'env':'A'}}]}        | tokens.name",
        "{'tokens':[{'name':'a','token':{'env':'A'}},{'name':'a','token':{'env':'B'}}]} | tokens",
      })
  void shouldRefuseAConfigurationThatCannotWork(String config, String field) {
    assertThatThrownBy(() -> ConfigJson.read(HttpIntakeConfig.class, config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.http." + field);
  }
}
