package io.keyfuse.ingest.http;

import static io.keyfuse.ingest.UsageEvents.bucket;
import static io.keyfuse.ingest.UsageEvents.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.keyfuse.ingest.file.HttpUsageSender;
import io.keyfuse.ingest.file.SendTotals;
import io.keyfuse.ingest.file.SenderConfig;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUsageSenderTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldSendEverythingInBatchesAndAddUpTheAnswers() throws IOException {
    try (IntakeServer server = new IntakeServer("{}")) {
      List<SendTotals> progress = new ArrayList<>();
      HttpUsageSender sender =
          new HttpUsageSender(
              client, SenderConfig.of(server.uri(), IntakeServer.TOKEN), progress::add);

      for (int i = 0; i < 1_250; i++) {
        sender.add(call("e" + i).build());
      }
      sender.add(call("bad").setRequestCount(0).build());
      SendTotals totals = sender.finish();

      assertThat(totals).isEqualTo(new SendTotals(1_251, 1_250, 0, 1, 3, 0));
      assertThat(progress).hasSize(3).last().isEqualTo(totals);
      assertThat(server.publisher.events()).hasSize(1_250);
    }
  }

  @Test
  void shouldArriveAsItWasSent() throws IOException {
    UsageEvent event =
        bucket("b", 3, 1000, 100)
            .setTenant("t \"quoted\" \u00fc")
            .setUserAgent("curl/8")
            .setCost(new Cost(1_234_567_891L, CostBasis.REPORTED))
            .setErrorCode("429")
            .build();
    try (IntakeServer server = new IntakeServer("{}")) {
      HttpUsageSender sender = sender(server.uri(), 1);

      sender.add(event);
      sender.finish();

      assertThat(server.publisher.events()).containsExactly(event);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void shouldTryAgainWhenTheIntakeIsBusy(int status) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer busy = answer(calls, status, 2, "0");
    try {
      HttpUsageSender sender = sender(uri(busy), 5);

      sender.add(call("e").build());

      assertThat(sender.finish()).isEqualTo(new SendTotals(1, 1, 0, 0, 1, 2));
      assertThat(calls).hasValue(3);
    } finally {
      busy.stop(0);
    }
  }

  @Test
  void shouldGiveUpAfterTheLastTry() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer busy = answer(calls, 503, 100, "0");
    try {
      HttpUsageSender sender = sender(uri(busy), 2);
      sender.add(call("e").build());

      assertThatThrownBy(sender::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("503");
      assertThat(calls).hasValue(2);
    } finally {
      busy.stop(0);
    }
  }

  @Test
  void shouldStopAtOnceWhenTheTokenIsWrong() throws IOException {
    try (IntakeServer server = new IntakeServer("{}")) {
      HttpUsageSender sender =
          new HttpUsageSender(client, SenderConfig.of(server.uri(), "wrong"), totals -> {});
      sender.add(call("e").build());

      assertThatThrownBy(sender::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("401")
          .hasMessageContaining("Bearer");
    }
  }

  private HttpUsageSender sender(URI uri, int attempts) {
    return new HttpUsageSender(
        client,
        new SenderConfig(uri, IntakeServer.TOKEN, 500, 2, attempts, Duration.ofSeconds(10)),
        totals -> {});
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/usage");
  }

  /** Refuses a number of calls and takes the next. */
  private static HttpServer answer(AtomicInteger calls, int status, int times, String retryAfter)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/usage",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean refused = calls.incrementAndGet() <= times;
          String body =
              refused
                  ? "{\"error\":{\"code\":\"unavailable\",\"message\":\"busy\"}}"
                  : "{\"accepted\":1,\"duplicates\":0,\"rejected\":0,\"errors\":[]}";
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Retry-After", retryAfter);
          exchange.sendResponseHeaders(refused ? status : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }
}
