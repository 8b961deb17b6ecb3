package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final String TOKEN_NAME = anyEnvironmentVariable();

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> lines = new ArrayList<>();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private int rejected;

  ReplayCommandTest() throws IOException {}

  @BeforeEach
  void start() {
    server.createContext(
        "/v1/usage",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          body.lines().forEach(lines::add);
          long taken = body.lines().count() - rejected;
          String answer =
              "{\"accepted\":" + taken + ",\"duplicates\":0,\"rejected\":" + rejected + "}";
          exchange.sendResponseHeaders(200, answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSendRowsInOrderAndPrintTheirTotals() throws IOException {
    Path file = csv("2023-11-16 18:17:03.9799600,4808,10", "2023-11-16 18:17:04.0319600,3180,8");

    int exit = replay(file.toString());

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("trace.csv +2 +0 +7988 +18 +0\\.0012\\d+")
        .contains("intake: 2 sent, 2 accepted, 0 duplicates, 0 rejected, 1 batches, 0 retries");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"input\":4808").contains("gpt-4o-mini");
  }

  @Test
  void shouldPrintJsonForProgrammes() throws IOException {
    Path file = csv("2023-11-16 18:17:03.9799600,4808,10");

    assertThat(replay(file.toString(), "-o", "json")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("total").path("input_tokens").asLong()).isEqualTo(4_808);
    assertThat(json.path("intake").path("accepted").asLong()).isEqualTo(1);
    assertThat(json.path("files").get(0).path("cost_usd").asText()).startsWith("0.000");
  }

  @Test
  void shouldFailWhenARowIsNoEventAndNameItsLine() throws IOException {
    Path file = csv("2023-11-16 18:17:03.9799600,4808,10", "yesterday,1,1");

    assertThat(replay(file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("line 3");
    assertThat(lines).hasSize(1);
  }

  @Test
  void shouldFailWhenTheIntakeRejectsAnEvent() throws IOException {
    rejected = 1;

    assertThat(replay(csv("2023-11-16 18:17:03.9799600,4808,10").toString())).isEqualTo(1);

    assertThat(out.toString()).contains("1 rejected");
  }

  @Test
  void shouldSayWhatIsWrongBeforeSendingAnything() throws IOException {
    Path file = csv("2023-11-16 18:17:03.9799600,4808,10");

    assertThat(replay(folder.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(replay(file.toString(), "--rate", "-1")).isEqualTo(2);
    assertThat(
            run(
                "replay",
                file.toString(),
                "--map",
                "nothing",
                "--url",
                url(),
                "--token-env",
                TOKEN_NAME))
        .isEqualTo(2);
    assertThat(
            run(
                "replay",
                file.toString(),
                "--map",
                "azure-llm-2023",
                "--url",
                url(),
                "--token-env",
                "KEYFUSE_NO_SUCH_VARIABLE"))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("cannot read")
        .contains("--rate")
        .contains("no built-in mapping")
        .contains("KEYFUSE_NO_SUCH_VARIABLE");
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldAgreeWithAnIndependentSumOfThePublishedTraces() throws IOException {
    Optional<Path> traces = traces();
    assumeTrue(traces.isPresent(), "no ../shared/data/traces here");
    Path file = traces.orElseThrow().resolve("AzureLLMInferenceTrace_code.csv");
    long input = 0;
    long output = 0;
    for (String line : Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
      List<String> cells = List.of(line.split(",", -1));
      input += Long.parseLong(cells.get(1));
      output += Long.parseLong(cells.get(2).strip());
    }

    assertThat(replay(file.toString(), "-o", "json")).as(err.toString()).isZero();

    JsonNode total = new ObjectMapper().readTree(out.toString()).path("total");
    assertThat(total.path("input_tokens").asLong()).isEqualTo(input);
    assertThat(total.path("output_tokens").asLong()).isEqualTo(output);
    assertThat(total.path("rows").asLong()).isEqualTo(lines.size());
  }

  private Path csv(String... rows) throws IOException {
    Path file = folder.resolve("trace.csv");
    String text = "TIMESTAMP,ContextTokens,GeneratedTokens\n" + String.join("\n", rows) + "\n";
    return Files.writeString(file, text);
  }

  private int replay(String file, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "replay",
                file,
                "--map",
                "azure-llm-2023",
                "--url",
                url(),
                "--token-env",
                TOKEN_NAME));
    args.addAll(List.of(more));
    return run(args.toArray(new String[0]));
  }

  private int run(String... args) {
    List<String> own = List.of(args).subList(1, args.length);
    return new CommandLine(new ReplayCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (fault, command, parsed) -> {
              command.getErr().println(fault.getMessage());
              return fault instanceof ConfigException ? 2 : 1;
            })
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(own.toArray(new String[0]));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String anyEnvironmentVariable() {
    return System.getenv().entrySet().stream()
        .filter(entry -> !entry.getValue().isBlank())
        .filter(entry -> entry.getValue().chars().allMatch(c -> c > 32 && c < 127))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Path> traces() {
    return Stream.iterate(Path.of("").toAbsolutePath(), place -> place != null, Path::getParent)
        .map(place -> place.resolve("shared/data/traces"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
