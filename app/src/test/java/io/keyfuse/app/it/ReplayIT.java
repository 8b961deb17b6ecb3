package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's public trace goes through {@code keyfuse replay}: nothing lost, nobody killed. */
class ReplayIT {
  private static final Path JAR = Path.of("target", "keyfuse.jar");
  private static final Path TRACES = Path.of("..", "..", "shared", "data", "traces");
  private static final List<String> FILES =
      List.of("AzureLLMInferenceTrace_conv.csv", "AzureLLMInferenceTrace_code.csv");

  @TempDir Path folder;

  @BeforeEach
  void needsJarAndTraces() {
    assumeTrue(Files.exists(JAR), "the jar is built by mvn verify only");
    assumeTrue(Files.exists(TRACES), "no ../shared/data/traces beside the repository");
  }

  @Test
  void shouldCountTheTraceAsAwkDoesAndKillNobody() throws Exception {
    try (Stack stack = Stack.start(folder)) {
      JsonNode totals = replay(stack);
      long[] awk = awk();

      assertThat(totals.at("/total/rows").asLong()).isEqualTo(awk[0]);
      assertThat(totals.at("/total/input_tokens").asLong()).isEqualTo(awk[1]);
      assertThat(totals.at("/total/output_tokens").asLong()).isEqualTo(awk[2]);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(counted(stack)).containsExactly(awk));
      assertThat(stack.read(Topics.COMMANDS, 0, command -> true)).isEmpty();
      assertThat(stack.read(Topics.EVIDENCE, 0, evidence -> true))
          .extracting(Evidence::getSummary)
          .isEmpty();
    }
  }

  /** Requests, input and output tokens by the newest revision of each closed minute. */
  private static long[] counted(Stack stack) {
    Map<String, SpendWindow> newest = new HashMap<>();
    stack
        .read(Topics.SPEND, 0, window -> window.getWidthMs() == 60_000)
        .forEach(w -> newest.put(w.getCredential().getKeyId() + w.getWindowStart(), w));
    long[] sums = new long[3];
    for (SpendWindow window : newest.values()) {
      sums[0] += window.getTelemetry().getRequestCount();
      sums[1] += window.getTelemetry().getInputTokens();
      sums[2] += window.getTelemetry().getOutputTokens();
    }
    return sums;
  }

  private static JsonNode replay(Stack stack) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "replay",
                TRACES.resolve(FILES.get(0)).toString(),
                TRACES.resolve(FILES.get(1)).toString(),
                "--map",
                "azure-llm-2023",
                "--url",
                stack.intake().ingest().toString(),
                "--token-env",
                "REPLAY_TOKEN",
                "-o",
                "json")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("REPLAY_TOKEN", stack.intake().token());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return new ObjectMapper().readTree(out);
  }

  private static long[] awk() throws IOException, InterruptedException {
    Process awk =
        new ProcessBuilder(
                "awk",
                "-F,",
                "FNR>1{n++;i+=$2;o+=$3} END{print n, i, o}",
                TRACES.resolve(FILES.get(0)).toString(),
                TRACES.resolve(FILES.get(1)).toString())
            .start();
    String[] out =
        new String(awk.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .strip()
            .split(" ", -1);
    assertThat(awk.waitFor()).isZero();
    return new long[] {Long.parseLong(out[0]), Long.parseLong(out[1]), Long.parseLong(out[2])};
  }
}
