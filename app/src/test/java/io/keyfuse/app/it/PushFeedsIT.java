package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.SpendWindow;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems push is counted once, per key, in the whole product. */
class PushFeedsIT {
  private static final Path EXPORTER = Path.of("src", "test", "node-otlp");
  private static final Instant MINUTE = Instant.parse("2026-11-23T10:00:00Z");
  private static final String KEY = "openai:proj_push:key_push";
  private static final String SPAN =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"keyfuse.credential.id",
        "value":{"stringValue":"openai:proj_push:key_push"}}]},"scopeSpans":[{"spans":[{
        "traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","kind":3,
        "startTimeUnixNano":"%d","attributes":[
        {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
        {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
        {"key":"gen_ai.response.model","value":{"stringValue":"gpt-4o"}},
        {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}},
        {"key":"gen_ai.usage.output_tokens","value":{"intValue":"100"}}]}]}]}]}""";
  private static final String LITELLM =
      """
      {"id":"chatcmpl-1","call_type":"acompletion","status":"success","model":"gpt-4o",
       "startTime":%d.25,"prompt_tokens":10,"completion_tokens":20,"response_cost":0.000225,
       "metadata":{"user_api_key_hash":"88dc28d0f030c55e"},"messages":[{"content":"a poem"}]}""";
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"1","source":"/it","type":"io.keyfuse.usage.v1","data":%s}""";

  @TempDir Path folder;

  @Test
  void shouldCountEveryPushFeedOnce() throws Exception {
    try (Stack stack = Stack.start(folder)) {
      String span = SPAN.formatted(MINUTE.plusSeconds(5).toEpochMilli() * 1_000_000L);
      String payload = LITELLM.formatted(MINUTE.plusSeconds(5).getEpochSecond());
      String event = EVENT.formatted(Usage.telemetry(KEY, "it-1", MINUTE.plusSeconds(6), "0.01"));
      for (int i = 0; i < 2; i++) {
        post(stack, "/v1/traces", "application/json", span);
        post(stack, "/v1/litellm", "application/json", payload);
        post(stack, "/v1/events", "application/cloudevents+json", event);
      }
      closeMinute(stack, KEY);
      closeMinute(stack, "litellm:default:88dc28d0f030c55e");

      SpendWindow openai = window(stack, KEY);
      assertThat(openai.getTelemetry().getRequestCount()).isEqualTo(2);
      // 1000 * 2.50 and 100 * 10 USD a million, and one cent.
      assertThat(openai.getSpendNanos()).isEqualTo(3_500_000L + 10_000_000L);
      SpendWindow gateway = window(stack, "litellm:default:88dc28d0f030c55e");
      assertThat(gateway.getTelemetry().getRequestCount()).isEqualTo(1);
      assertThat(gateway.getSpendNanos()).isEqualTo(225_000L);
    }
  }

  @Test
  void shouldUnderstandOpenTelemetrysOwnExporters() throws Exception {
    assumeTrue(isInstalled(), "no node or npm, or npm ci failed in app/src/test/node-otlp");
    try (Stack stack = Stack.start(folder)) {
      String start = Long.toString(MINUTE.plusSeconds(5).toEpochMilli());
      for (String encoding : new String[] {"proto", "json"}) {
        int code =
            run(
                "node",
                "export.mjs",
                stack.intake().ingest().toString().replaceAll("/$", ""),
                stack.intake().token(),
                KEY,
                encoding,
                "7",
                start);
        assertThat(code).as(encoding).isZero();
      }
      closeMinute(stack, KEY);

      SpendWindow window = window(stack, KEY);
      assertThat(window.getTelemetry().getRequestCount()).isEqualTo(14);
      // 600 * 2.50, 400 cached * 1.25 and 100 * 10 USD a million, 14 times.
      assertThat(window.getSpendNanos()).isEqualTo(14 * 3_000_000L);
    }
  }

  private static void post(Stack stack, String path, String type, String body) throws Exception {
    HttpResponse<String> answer = stack.post(path, type, body, stack.intake().token());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
  }

  private static void closeMinute(Stack stack, String key) throws Exception {
    String later = Usage.telemetry(key, "later", MINUTE.plus(Duration.ofMinutes(10)), "0.01");
    assertThat(stack.post("application/json", later).statusCode()).isEqualTo(200);
  }

  private static SpendWindow window(Stack stack, String key) {
    List<SpendWindow> windows =
        stack.read(
            Topics.SPEND,
            1,
            window ->
                window.getWidthMs() == 60_000
                    && window.getWindowStart().equals(MINUTE)
                    && io.keyfuse.schemas.id.CredentialId.of(window.getCredential()).equals(key));
    assertThat(windows).isNotEmpty();
    return windows.get(windows.size() - 1);
  }

  private int run(String... command) throws IOException, InterruptedException {
    File said = folder.resolve("node.log").toFile();
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(EXPORTER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(said))
              .start();
    } catch (IOException absent) {
      return -1;
    }
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private boolean isInstalled() throws IOException, InterruptedException {
    if (run("node", "--version") != 0) {
      return false;
    }
    return Files.exists(EXPORTER.resolve(Path.of("node_modules", ".package-lock.json")))
        || run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") == 0;
  }
}
