package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations that fail or take long, which the stand-in's never do. */
class GoogleOperationTest {
  private final AtomicInteger looks = new AtomicInteger();
  private HttpServer server;
  private volatile String operation = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext("/v2/projects/", this::projects);
    server.createContext("/v2/operations/", this::operations);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSayThatAnOperationFailed() {
    operation =
        "{\"name\":\"operations/o\",\"done\":true,\"error\":{\"code\":9,\"message\":\"m\"}}";

    ExecutionResult.Failed failed = (ExecutionResult.Failed) revoke();

    assertThat(failed.reason()).isEqualTo(OutcomeReason.PROVIDER_REFUSED);
    assertThat(failed.detail()).contains("code 9").doesNotContain("message");
  }

  @Test
  void shouldLeaveALongOperationToALaterTry() {
    operation = "{\"name\":\"operations/o\",\"done\":false}";

    ExecutionResult.Retry retry = (ExecutionResult.Retry) revoke();

    assertThat(retry.reason()).isEqualTo(OutcomeReason.NOT_CONFIRMED);
    assertThat(looks).hasValue(5);
  }

  @Test
  void shouldNotFollowANameThatIsNoOperation() {
    operation = "{\"name\":\"../keys\",\"done\":false}";

    assertThat(revoke()).isInstanceOf(ExecutionResult.Retry.class);
    assertThat(looks).hasValue(0);
  }

  private ExecutionResult revoke() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ProviderConfig config = ProviderConfig.at(base, new SecretRef("X", null));
    Credential key = new Credential("google", "p", "uid");
    return new GoogleExecutor(config, () -> "token")
        .execute(Commands.request(key, CommandAction.REVOKE, 1, Map.of()));
  }

  private void projects(HttpExchange exchange) throws IOException {
    boolean list = exchange.getRequestMethod().equals("GET");
    String key = "{\"name\":\"projects/1/locations/global/keys/k\",\"uid\":\"uid\"}";
    answer(exchange, list ? "{\"keys\":[" + key + "]}" : operation);
  }

  private void operations(HttpExchange exchange) throws IOException {
    looks.incrementAndGet();
    answer(exchange, operation);
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
