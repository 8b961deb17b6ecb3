package io.keyfuse.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInServerTest {
  private static final String ADMIN = "x-api-key: " + StandInConfig.ANTHROPIC_ADMIN_KEY;
  private static final String VERSION = "anthropic-version: 2023-06-01";
  private static final String JSON = "Content-Type: application/json";
  private static final String LINE = "POST /v1/organizations/api_keys/apikey_1";

  @Test
  void shouldKeepEveryChangeOverARestartAndNotReviveASeededKey(@TempDir Path folder) {
    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      control(server).seed(key());
      assertThat(set(server, "inactive").statusCode()).isEqualTo(200);
    }

    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      control(server).seed(key());

      assertThat(get(server)).contains("\"status\":\"inactive\"");
      assertThat(control(server).effects()).containsExactly("POST api_keys apikey_1");
    }
  }

  @Test
  void shouldCutATornLineAndKeepTheRest(@TempDir Path folder) throws Exception {
    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      control(server).seed(key());
    }
    Path journal = folder.resolve("anthropic.journal");
    Files.writeString(journal, "[{\"collection\":\"ke", StandardOpenOption.APPEND);

    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      set(server, "inactive");
    }

    List<String> lines = Files.readAllLines(journal);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("[{\"collection\":\"keys\"").endsWith("]");
  }

  @Test
  void shouldKeepNoSecretOnDisk(@TempDir Path folder) throws Exception {
    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      control(server).seed(key());
    }

    assertThat(Files.readString(folder.resolve("anthropic.journal"))).doesNotContain("very-secret");
  }

  @Test
  void shouldMisbehaveAsPlannedAndThenRecover(@TempDir Path folder) {
    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      StandInClient control = control(server);
      control.seed(key());
      control.plan(Fault.next(Fault.Kind.STATUS, 1).withStatus(429, 7));
      control.plan(Fault.next(Fault.Kind.WRONG_JSON, 1));

      HttpResponse<String> limited = set(server, "inactive");
      HttpResponse<String> wrong = set(server, "inactive");

      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.headers().firstValue("Retry-After")).contains("7");
      assertThat(wrong.body()).startsWith("<html>");
      assertThat(control.effects()).isEmpty();
      assertThat(set(server, "inactive").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldTakeEffectAndLoseTheAnswer(@TempDir Path folder) {
    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      StandInClient control = control(server);
      control.seed(key());
      control.plan(Fault.next(Fault.Kind.RESET, 1).on("POST", true));
      assertThat(get(server)).contains("\"status\":\"active\"");

      assertThatThrownBy(() -> set(server, "inactive")).hasRootCauseInstanceOf(Exception.class);

      assertThat(control.effects()).containsExactly("POST api_keys apikey_1");
    }
  }

  @Test
  void shouldAnswerLate(@TempDir Path folder) {
    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      control(server).seed(key());
      Fault late = Fault.next(Fault.Kind.LATENCY, 1).withLatency(Duration.ofMillis(300));
      control(server).plan(late);
      long from = System.nanoTime();

      get(server);

      assertThat(System.nanoTime() - from).isGreaterThan(Duration.ofMillis(290).toNanos());
    }
  }

  @Test
  void shouldRunAsAProcessThatEndsWithItsInput(@TempDir Path folder) throws Exception {
    Process process = process(folder);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"openai\":\"http://127.0.0.1:", "litellm");

      process.getOutputStream().close();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldLoseNothingItAnsweredWhenItsProcessIsKilled(@TempDir Path folder) throws Exception {
    Process process = process(folder);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      var urls = Json.MAPPER.readTree(out.readLine());
      StandInClient control = new StandInClient(URI.create(urls.get("anthropic").asText()));
      for (int i = 0; i < 50; i++) {
        control.seed(Calls.key("id", "apikey_" + i, "secret", "s" + i));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (StandInServer server = StandInServer.start(StandInConfig.on(folder))) {
      String line = "GET /v1/organizations/api_keys?limit=100";
      assertThat(Calls.send(server.anthropic(), line, "", ADMIN, VERSION).body().split("apikey_"))
          .hasSizeGreaterThan(50)
          .anySatisfy(part -> assertThat(part).startsWith("49"));
    }
  }

  private static Process process(Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String main = StandInProcess.class.getName();
    return new ProcessBuilder(java, "-cp", classPath, main, folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode key() {
    return Calls.key("id", "apikey_1", "secret", "very-secret");
  }

  private static StandInClient control(StandInServer server) {
    return new StandInClient(server.anthropic());
  }

  private static HttpResponse<String> set(StandInServer server, String status) {
    String body = "{\"status\":\"" + status + "\"}";
    return Calls.send(server.anthropic(), LINE, body, ADMIN, VERSION, JSON);
  }

  private static String get(StandInServer server) {
    return Calls.send(server.anthropic(), LINE.replace("POST", "GET"), "", ADMIN, VERSION).body();
  }
}
