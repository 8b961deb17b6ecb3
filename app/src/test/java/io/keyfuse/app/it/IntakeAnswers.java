package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.it.DocumentedCalls.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Provokes every answer of the intake whose limits {@link DocumentedHttpIT} made small. */
final class IntakeAnswers {
  private final DocumentedCalls calls;
  private final URI api;
  private final String token;

  IntakeAnswers(DocumentedCalls calls, URI api, String token) {
    this.calls = calls;
    this.api = api;
    this.token = token;
  }

  void refusals() throws IOException, InterruptedException {
    Call post = post();
    String good = event("good");
    calls.expectRefusal(401, "unauthorized", post.authorized("wrong"), good);
    calls.expectRefusal(415, "unsupported_media_type", post.with("Content-Type", "text/csv"), good);
    calls.expectRefusal(400, "empty_body", post, "");
    calls.expectRefusal(400, "malformed_json", post, "{\"event_id\":");
    calls.expectRefusal(400, "malformed_gzip", post.with("Content-Encoding", "gzip"), good);
    calls.expectRefusal(400, "all_rejected", post, "{}");
    calls.expectRefusal(413, "body_too_large", post, " ".repeat(20_001));
    calls.expectRefusal(413, "too_many_records", post, events(11));
    calls.expectRefusal(503, "unavailable", post, events(6));
    Call lines = post.with("Content-Type", "application/x-ndjson");
    JsonNode some = calls.expect(202, lines, BodyPublishers.ofString(good + "\n{\n"));
    assertThat(some.at("/errors/0/reason").asText()).isEqualTo("malformed_record");
  }

  /** What the documented schema of a record says of a record is what the intake says. */
  void recordByRecord() throws IOException, InterruptedException {
    ObjectMapper mapper = new ObjectMapper();
    for (RecordCase one : RecordCase.all()) {
      JsonNode record = mapper.readTree(one.body());
      int status = one.accepted() ? 200 : 400;

      calls.expect(status, post(), BodyPublishers.ofString(one.body()));
      assertThat(calls.openApi().faults("/components/schemas/UsageRecord", record).isEmpty())
          .as("%s is valid by the document", one.body())
          .isEqualTo(one.accepted());
    }
  }

  /**
   * A request that is not sent to its end takes the only place.
   *
   * @param others calls that are refused as well
   */
  void underLoad(List<Call> others) throws IOException, InterruptedException {
    try (Socket slow = new Socket(api.getHost(), api.getPort())) {
      OutputStream out = slow.getOutputStream();
      String head =
          "POST /v1/usage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 5000\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n[";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> calls.expectRefusal(429, "too_many_requests", post(), "{}"));
      for (Call other : others) {
        calls.expect(429, other, BodyPublishers.ofString("{}"));
      }
    }
  }

  private Call post() {
    return Call.post(api, "/v1/usage", token).with("Content-Type", "application/json");
  }

  private static String events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> event("many-" + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String event(String id) {
    return Usage.telemetry("openai:proj_http:key_other", id, Instant.now(), "0.01");
  }
}
