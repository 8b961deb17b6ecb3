package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger redirected = new AtomicInteger();
  private HttpServer server;
  private ProviderHttp http;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(threads);
    server.createContext("/moved", exchange -> answer(exchange, 302, "{}"));
    server.createContext("/elsewhere", exchange -> redirected.incrementAndGet());
    server.createContext("/huge", exchange -> answer(exchange, 200, "[" + " ".repeat(2 << 20)));
    server.createContext("/array", exchange -> answer(exchange, 200, "[]"));
    server.createContext("/two", exchange -> answer(exchange, 200, "{} {}"));
    server.createContext("/stall", this::stall);
    server.createContext(
        "/quoting",
        exchange ->
            answer(exchange, 401, "{\"error\":{\"message\":\"sk-x\",\"code\":\"bad sk-x\"}}"));
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    ProviderConfig config =
        ProviderConfig.at(base, new SecretRef("X", null))
            .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(700));
    http = new ProviderHttp(base, Map.of("Authorization", "Bearer sk-admin"), config);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldNeverCarryTheCredentialToAnotherPlace() {
    ProviderAnswer answer = http.get("/moved");

    assertThat(answer.kind()).isEqualTo(RetryClass.PERMANENT);
    assertThat(redirected).hasValue(0);
  }

  @Test
  void shouldTakeOnlyOneJsonObjectForAnAnswer() {
    for (String path : new String[] {"/array", "/two"}) {
      assertThat(failure(path)).isInstanceOf(ExecutionResult.Retry.class);
    }
  }

  @Test
  void shouldBoundTheBody() {
    assertThat(failure("/huge").detail()).contains("IOException");
  }

  @Test
  void shouldBoundTheTimeOfTheWholeAnswer() {
    long from = System.nanoTime();

    ExecutionResult result = failure("/stall");

    assertThat(result.detail()).contains("no answer within 700 ms");
    assertThat(System.nanoTime() - from).isLessThan(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void shouldRepeatNoTextThatMayQuoteAKey() {
    ProviderAnswer answer = http.get("/quoting");

    assertThat(answer.code()).isNull();
    assertThatThrownBy(() -> answer.orThrow("reading")).hasMessage("reading: HTTP 401");
  }

  @Test
  void shouldRefuseWhatIsNoPathSegment() {
    for (String id : new String[] {"", ".", "..", "a/b", "a\\b", "a?b", "a%2fb", "a b", "ä"}) {
      assertThatThrownBy(() -> ProviderHttp.segment(id))
          .isInstanceOfSatisfying(
              ProviderCallException.class,
              e ->
                  assertThat(((ExecutionResult.Failed) e.result()).reason())
                      .isEqualTo(OutcomeReason.UNKNOWN_KEY));
    }
    assertThat(ProviderHttp.segment("apikey_01Rj:x.y-z")).isEqualTo("apikey_01Rj:x.y-z");
  }

  private ExecutionResult failure(String path) {
    try {
      http.get(path);
    } catch (ProviderCallException e) {
      return e.result();
    }
    throw new AssertionError(path + " was taken for an answer");
  }

  /** Sends the head at once and the body never. */
  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
