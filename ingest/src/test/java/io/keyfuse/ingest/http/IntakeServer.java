package io.keyfuse.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The intake on a loopback port, with a client for it. */
final class IntakeServer implements AutoCloseable {
  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";
  static final String TOKEN = "first-token";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final InMemoryPublisher publisher = new InMemoryPublisher();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Javalin javalin;

  /** What came back. */
  record Reply(int status, JsonNode body, HttpResponse<String> raw) {
    /** The request's error code, or the first record's reason. */
    String reason() {
      JsonNode errors = body.path("errors");
      return errors.isEmpty()
          ? body.path("error").path("code").asText()
          : errors.get(0).path("reason").asText();
    }

    String field() {
      JsonNode errors = body.path("errors");
      return errors.isEmpty()
          ? body.path("error").path("field").asText()
          : errors.get(0).path("field").asText();
    }
  }

  IntakeServer(String config) {
    UsageRoutes routes =
        new UsageRoutes(
            ConfigJson.read(HttpIntakeConfig.class, config),
            List.of(new AccessToken("a", TOKEN), new AccessToken("b", "second-token")),
            new UsageRoutes.Parts(
                new UsageValidator(UsageLimits.defaults()),
                publisher,
                () -> UsageEvents.NOW,
                meters));
    javalin =
        Javalin.create(
                javalinConfig -> {
                  javalinConfig.startup.showJavalinBanner = false;
                  routes.register(javalinConfig);
                })
            .start("127.0.0.1", 0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + javalin.port() + UsageRoutes.PATH);
  }

  HttpRequest.Builder request(byte[] body, String contentType) {
    return HttpRequest.newBuilder(uri())
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), MAPPER.readTree(response.body()), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Reply post(String contentType, String body) {
    return send(request(body.getBytes(StandardCharsets.UTF_8), contentType).build());
  }

  long count(String name) {
    return (long)
        meters.find("keyfuse.ingest.http." + name).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  static String event(String id) {
    return "{\"event_id\":\"" + id + "\"," + REST + "}";
  }

  private static final String REST =
      "\"occurred_at\":\"2026-11-02T11:59:00Z\","
          + "\"credential\":{\"provider\":\"openai\",\"account\":\"proj_a\",\"key_id\":\"key_1\"},"
          + "\"model\":\"gpt-4o-mini\",\"tokens\":{\"input\":1000,\"output\":100},\"status\":\"ok\"";

  /** A valid event with one more member. */
  static String with(String member) {
    return "{" + member.replace("'", "\"") + "," + event("e").substring(1);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
