package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.it.DocumentedCalls.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code openapi.yaml} against the running product: every answer that can be provoked. */
class DocumentedHttpIT {
  private static final String KEY = "openai:proj_http:key_http";
  private static final String METRICS_TOKEN = "a-token-of-the-metrics";

  /** What a healthy product with working parts cannot be made to say. */
  private static final String OUT_OF_REACH =
      "GET /health/ready 503|GET /api/.* 500|POST /v1/.* 500";

  private static final Map<String, String> SMALL =
      Map.of(
          "KEYFUSE__INGEST__HTTP__MAX_BODY_BYTES", "20000",
          "KEYFUSE__INGEST__HTTP__MAX_RECORDS", "10",
          "KEYFUSE__INGEST__HTTP__MAX_IN_FLIGHT_REQUESTS", "1",
          "KEYFUSE__INGEST__HTTP__MAX_IN_FLIGHT_RECORDS", "5",
          "KEYFUSE__INGEST__OTLP__SIGNALS", "[traces, metrics, logs]",
          "KEYFUSE__CONSOLE__MAX_STREAMS", "1",
          "KEYFUSE__MANAGEMENT__TOKEN__ENV", "METRICS_TOKEN",
          "METRICS_TOKEN", METRICS_TOKEN);

  @TempDir Path folder;
  private final DocumentedCalls calls = new DocumentedCalls();

  @Test
  void shouldAnswerAsDocumented() throws Exception {
    try (Stack stack = Stack.start(folder, settings())) {
      URI api = stack.running().platform().api();
      flood(stack, api);
      IntakeAnswers intake = new IntakeAnswers(calls, api, stack.intake().token());
      intake.refusals();
      intake.recordByRecord();
      PushAnswers push = new PushAnswers(calls, api, stack.intake().token());
      push.records();
      push.openTelemetry();
      intake.underLoad(push.all());
      console(api, stack.demo().consoleToken());
      stream(api, stack.demo().consoleToken());
      page(api);
      management(stack.running().platform().management());
      otherMethods(api, stack.running().platform().management(), stack.demo().consoleToken());
    }

    assertThat(calls.unseen()).allMatch(answer -> answer.matches(OUT_OF_REACH));
  }

  private Map<String, String> settings() throws IOException {
    Path mapping = Files.writeString(folder.resolve("acme.yaml"), PushBodies.ACME_MAPPING);
    Map<String, String> settings = new HashMap<>(SMALL);
    settings.put("KEYFUSE__INGEST__MAPPINGS", "['" + mapping + "']");
    return settings;
  }

  private void flood(Stack stack, URI api) throws IOException, InterruptedException {
    stack.intake().inventory().accept(Usage.inventory(KEY));
    for (int i = 0; i < 40; i++) {
      String body = Usage.provider(KEY, "flood-" + i, Instant.now(), "30");
      assertThat(stack.post("application/json", body).statusCode()).isEqualTo(200);
    }
    Call decisions = Call.get(api, "/api/v1/decisions", stack.demo().consoleToken());
    Call commands = Call.get(api, "/api/v1/commands", stack.demo().consoleToken());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(calls.expect(200, decisions).get("decisions")).isNotEmpty();
              assertThat(calls.expect(200, commands).at("/commands/0/outcomes")).isNotEmpty();
            });
  }

  private void console(URI api, String token) throws IOException, InterruptedException {
    for (String path : List.of("/overview", "/spend", "/stream")) {
      calls.expect(401, Call.get(api, "/api/v1" + path, "wrong"));
    }
    calls.expect(200, Call.get(api, "/api/v1/overview", token));
    calls.expect(200, Call.get(api, "/api/v1/spend", token));
    for (String list : List.of("incidents", "commands", "decisions", "keys")) {
      Call call = Call.get(api, "/api/v1/" + list, token);
      assertThat(calls.expect(200, call).get(list)).as(list).isNotEmpty();
      calls.expect(401, Call.get(api, "/api/v1/" + list, ""));
      Call badLimit = Call.get(api, "/api/v1/" + list + "?limit=0", token);
      calls.expect(400, badLimit.under("/api/v1/" + list));
    }
    JsonNode incidents = calls.expect(200, Call.get(api, "/api/v1/incidents", token));
    String id = incidents.at("/incidents/0/incident_id").asText();
    String one = "/api/v1/incidents/{id}";
    JsonNode detail = calls.expect(200, Call.get(api, "/api/v1/incidents/" + id, token).under(one));
    assertThat(detail.get("evidence")).isNotEmpty();
    calls.expect(404, Call.get(api, "/api/v1/incidents/none", token).under(one));
    calls.expect(401, Call.get(api, "/api/v1/incidents/none", "").under(one));
    Call other = Call.get(api, "/api/v1/no/such", token).under("/api/v1/{other}");
    calls.expect(404, other);
    calls.expect(401, Call.get(api, "/api/v1/no/such", "").under("/api/v1/{other}"));
  }

  private void stream(URI api, String token) throws IOException, InterruptedException {
    Call call = Call.get(api, "/api/v1/stream", token);
    HttpRequest request = call.request(BodyPublishers.noBody()).build();
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(stream.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(lines.readLine()).isEqualTo("event: overview");
      String data = Objects.requireNonNull(lines.readLine());
      String at =
          "/paths/~1api~1v1~1stream/get/responses/200/content/text~1event-stream/x-event-data";
      JsonNode event = new ObjectMapper().readTree(data.substring("data: ".length()));
      assertThat(calls.openApi().faults(at, event)).isEmpty();
      calls.sawAnswer("/api/v1/stream", "GET", stream.statusCode());
      calls.expect(503, call);
    }
  }

  private void page(URI api) throws IOException, InterruptedException {
    String part = "/console/{part}";
    calls.expect(200, Call.get(api, "/", ""));
    for (JsonNode name :
        calls.openApi().document().at("/paths/~1console~1{part}/get/parameters/0/schema/enum")) {
      Call call = Call.get(api, "/console/" + name.asText(), "").under(part);
      calls.expect(200, call);
      calls.expect(304, call.with("If-None-Match", etag(call)));
    }
    Call page = Call.get(api, "/", "");
    calls.expect(304, page.with("If-None-Match", etag(page)));
    calls.expect(404, Call.get(api, "/console/none.js", "").under(part));
  }

  private static String etag(Call call) throws IOException, InterruptedException {
    HttpRequest request = call.request(BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.discarding())
        .headers()
        .firstValue("ETag")
        .orElseThrow();
  }

  private void management(URI management) throws IOException, InterruptedException {
    calls.expect(200, Call.get(management, "/metrics", METRICS_TOKEN));
    calls.expect(401, Call.get(management, "/metrics", "wrong"));
    calls.expect(200, Call.get(management, "/health/live", ""));
    calls.expect(200, Call.get(management, "/health/ready", ""));
  }

  private void otherMethods(URI api, URI management, String token)
      throws IOException, InterruptedException {
    for (String path : Published.names(calls.openApi().document().get("paths"))) {
      if (path.startsWith("/v1/")) {
        Call get = Call.get(api, path.replace("{mapping}", "acme"), "");
        calls.expectOtherMethod(get.under(path));
      }
    }
    calls.expectOtherMethod(Call.get(api, "/", "").as("POST"));
    for (String path : List.of("/metrics", "/health/live", "/health/ready")) {
      calls.expectOtherMethod(Call.get(management, path, "").as("POST"));
    }
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      calls.expectOtherMethod(Call.get(api, "/api/v1/overview", token).as(method));
    }
  }
}
