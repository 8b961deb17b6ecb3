package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.ingest.file.SendTotals;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
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
  void shouldPostInBatchesOfFiveHundred() throws IOException {
    UsagePoster poster = poster();

    poster.post(events);

    assertThat(bodies).hasSize((events.size() + 499) / 500);
    assertThat(bodies.get(0).lines()).hasSize(500);
    assertThat(poster.totals().sent()).isEqualTo(events.size());
    assertThat(poster.totals().batches()).isEqualTo(bodies.size());
  }

  @Test
  void shouldWriteWhatTheIntakeReads() throws IOException {
    poster().post(events.subList(0, 1));

    JsonNode json = new ObjectMapper().readTree(bodies.get(0));
    UsageEvent event = events.get(0);
    assertThat(json.path("event_id").asText()).isEqualTo(event.getEventId());
    assertThat(json.path("occurred_at").longValue())
        .isEqualTo(event.getOccurredAt().toEpochMilli());
    assertThat(json.path("tokens").path("input").isIntegralNumber()).isTrue();
    assertThat(json.path("credential").path("key_id").asText())
        .isEqualTo(event.getCredential().getKeyId());
    assertThat(json.has("cost")).isFalse();
    assertThat(json.has("user")).isFalse();
  }

  @Test
  void shouldNotTryAgainWhenTheTokenIsRefused() {
    statuses.add(401);

    assertThatThrownBy(() -> poster().post(events.subList(0, 1)))
        .hasMessageContaining("401")
        .hasMessageNotContaining("secret-token");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void shouldCountWhatWasRejected() throws IOException {
    rejectedPerBatch = 2;
    UsagePoster poster = poster();

    poster.post(events.subList(0, 5));

    poster.post(events.subList(5, 10));

    assertThat(poster.totals()).isEqualTo(new SendTotals(10, 2, 0, 4, 2, 0));
  }

  private UsagePoster poster() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new UsagePoster(HttpClient.newHttpClient(), url, "secret-token");
  }
}
