package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsagePosterTest {
  private final List<UsageEvent> events = Stories.story().day().hour(20).events();
  private final List<String> bodies = new ArrayList<>();
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private int rejectedPerBatch;

  UsagePosterTest() throws IOException {}

  @BeforeEach
  void start() {
    server.createContext(
        "/v1/usage",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          int status = statuses.isEmpty() ? 200 : statuses.pop();
          String answer =
              status < 300
                  ? "{\"accepted\":1,\"duplicates\":0,\"rejected\":" + rejectedPerBatch + "}"
                  : "{\"error\":{\"code\":\"unavailable\"}}";
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldPostInBatchesOfFiveHundred() throws IOException, InterruptedException {
    UsagePoster poster = poster();

    poster.post(events);

    assertThat(bodies).hasSize((events.size() + 499) / 500);
    assertThat(bodies.get(0).lines()).hasSize(500);
    assertThat(poster.counts()).isEqualTo(new PostCounts(events.size(), events.size(), 0));
  }

  @Test
  void shouldWriteWhatTheIntakeReads() throws IOException, InterruptedException {
    poster().post(events.subList(0, 1));

    JsonNode json = new ObjectMapper().readTree(bodies.get(0));
    UsageEvent event = events.get(0);
    assertThat(json.path("event_id").asText()).isEqualTo(event.getEventId());
    assertThat(json.path("occurred_at").asText()).isEqualTo(event.getOccurredAt().toString());
    assertThat(json.path("tokens").path("input").isIntegralNumber()).isTrue();
    assertThat(json.path("credential").path("key_id").asText())
        .isEqualTo(event.getCredential().getKeyId());
    assertThat(json.has("cost")).isFalse();
    assertThat(json.has("user")).isFalse();
  }

  @Test
  void shouldTryAgainWhenTheIntakeIsBusy() throws IOException, InterruptedException {
    statuses.add(503);
    statuses.add(429);

    poster().post(events.subList(0, 3));

    assertThat(bodies).hasSize(3).containsOnly(bodies.get(0));
    assertThat(pauses).hasSize(2).isSorted();
  }

  @Test
  void shouldGiveUpAfterAllTriesAndSayWhy() {
    statuses.addAll(List.of(503, 503, 503, 503, 503, 503));

    assertThatThrownBy(() -> poster().post(events.subList(0, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP 503");
  }

  @Test
  void shouldNotTryAgainWhenTheTokenIsRefused() {
    statuses.add(401);

    assertThatThrownBy(() -> poster().post(events.subList(0, 1)))
        .hasMessageContaining("HTTP 401")
        .hasMessageNotContaining("secret-token");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void shouldCountWhatWasRejected() throws IOException, InterruptedException {
    rejectedPerBatch = 2;
    UsagePoster poster = poster();

    poster.post(events.subList(0, 5));

    assertThat(poster.counts()).isEqualTo(new PostCounts(5, 3, 2));
  }

  private UsagePoster poster() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new UsagePoster(HttpClient.newHttpClient(), url, "secret-token", pauses::add);
  }
}
