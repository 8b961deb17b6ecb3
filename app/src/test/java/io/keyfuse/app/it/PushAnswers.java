package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.it.DocumentedCalls.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Provokes every answer of the push feeds whose limits {@link DocumentedHttpIT} made small. */
final class PushAnswers {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String EVENT = "application/cloudevents+json";
  private static final String EVENTS = "application/cloudevents-batch+json";
  private static final String ACME = "/v1/json/acme";
  private static final Instant TOO_OLD = Instant.parse("2001-01-01T00:00:00Z");

  private final DocumentedCalls calls;
  private final URI api;
  private final String token;

  PushAnswers(DocumentedCalls calls, URI api, String token) {
    this.calls = calls;
    this.api = api;
    this.token = token;
  }

  /** Returns a well-formed call of every path. */
  List<Call> all() {
    return Stream.of("/v1/traces", "/v1/metrics", "/v1/logs", "/v1/litellm", "/v1/events", ACME)
        .map(path -> post(path, path.equals("/v1/events") ? EVENTS : JSON))
        .toList();
  }

  void records() throws IOException, InterruptedException {
    json(post("/v1/litellm", JSON), PushBodies::litellm);
    json(post("/v1/events", EVENTS), PushBodies::event);
    json(post(ACME, JSON), PushBodies::acme);

    JsonNode cached = taken(post("/v1/litellm", JSON), PushBodies.litellmCached());
    assertThat(cached.path("ignored").asInt()).isEqualTo(1);
    taken(post("/v1/events", EVENT), PushBodies.event(9));
    Call binary =
        post("/v1/events", JSON)
            .with("ce-specversion", "1.0")
            .with("ce-id", "10")
            .with("ce-source", "/it")
            .with("ce-type", "io.keyfuse.usage.v1")
            .with("ce-time", Instant.now().toString());
    assertThat(taken(binary, PushBodies.eventData()).path("accepted").asInt()).isEqualTo(1);
    Call lines = post(ACME, "application/x-ndjson");
    calls.expect(200, lines, text(PushBodies.acme(7) + "\n" + PushBodies.acme(8)));
    calls.expectRefusal(404, "unknown_target", post("/v1/json/none", JSON), PushBodies.acme(1));
  }

  private void json(Call post, IntFunction<String> record)
      throws IOException, InterruptedException {
    String good = PushBodies.array(2, record);
    assertThat(taken(post, good).path("accepted").asInt()).isEqualTo(2);
    calls.expect(
        200, post.with("Content-Encoding", "gzip"), BodyPublishers.ofByteArray(gzip(good)));
    String one = PushBodies.array(1, record);
    calls.expect(202, post, text(one.replace("]", ",{}]")));
    calls.expectRefusal(401, "unauthorized", post.authorized("wrong"), good);
    calls.expectRefusal(415, "unsupported_media_type", post.with("Content-Type", "text/csv"), good);
    calls.expectRefusal(400, "all_rejected", post, "[{}]");
    calls.expectRefusal(400, "malformed_json", post, "{");
    calls.expectRefusal(400, "empty_body", post, "");
    calls.expectRefusal(400, "malformed_gzip", post.with("Content-Encoding", "gzip"), good);
    calls.expectRefusal(413, "body_too_large", post, " ".repeat(20_001));
    calls.expectRefusal(413, "too_many_records", post, PushBodies.array(11, record));
    calls.expectRefusal(503, "unavailable", post, PushBodies.array(6, record));
  }

  void openTelemetry() throws IOException, InterruptedException {
    exports("/v1/traces", "rejectedSpans", PushBodies::traces);
    exports("/v1/metrics", "rejectedDataPoints", PushBodies::metrics);
    exports("/v1/logs", "rejectedLogRecords", PushBodies::logs);
  }

  private void exports(String path, String rejected, BiFunction<Integer, Instant, String> export)
      throws IOException, InterruptedException {
    Call post = post(path, JSON);
    String good = export.apply(2, Instant.now());
    assertThat(taken(post, good)).isEmpty();
    calls.expect(
        200, post.with("Content-Encoding", "gzip"), BodyPublishers.ofByteArray(gzip(good)));
    JsonNode partial = taken(post, export.apply(3, TOO_OLD));
    assertThat(partial.path("partialSuccess").path(rejected).asText()).isEqualTo("3");
    refused(401, 16, post.authorized("wrong"), good);
    refused(415, 3, post.with("Content-Type", "text/csv"), good);
    refused(400, 3, post, "{");
    refused(400, 3, post, "");
    refused(413, 8, post, " ".repeat(20_001));
    refused(503, 14, post, export.apply(6, Instant.now()));
    Call protobuf = post.with("Content-Type", PROTOBUF);
    calls.expect(200, protobuf, text(""));
    calls.expect(400, protobuf, text("no message"));
    calls.expect(401, protobuf.authorized("wrong"), text(""));
    calls.expect(413, protobuf, text(" ".repeat(20_001)));
  }

  /** The body is what the document says of bodies, and all of it is taken. */
  private JsonNode taken(Call post, String body) throws IOException, InterruptedException {
    JsonNode json = new ObjectMapper().readTree(body);
    assertThat(calls.openApi().faults(schema(post), json)).as(body).isEmpty();
    return calls.expect(200, post, text(body));
  }

  private static String schema(Call post) {
    String type = post.headers().get(post.headers().indexOf("Content-Type") + 1);
    return DocumentedCalls.pointer(post.template())
        + "/post/requestBody/content/"
        + type.replace("/", "~1")
        + "/schema";
  }

  private void refused(int status, int code, Call post, String body)
      throws IOException, InterruptedException {
    assertThat(calls.expect(status, post, text(body)).path("code").asInt()).isEqualTo(code);
  }

  private Call post(String path, String type) {
    Call call = Call.post(api, path, token).with("Content-Type", type);
    return path.startsWith("/v1/json/") ? call.under("/v1/json/{mapping}") : call;
  }

  private static BodyPublisher text(String body) {
    return BodyPublishers.ofString(body);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
