package io.keyfuse.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.otlp.OtlpRoutes;
import io.keyfuse.ingest.push.PushRoutes;
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
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The intake on a loopback port, with a client for it. */
public final class IntakeServer implements AutoCloseable {
  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";
  public static final String TOKEN = "first-token";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public final InMemoryPublisher publisher = new InMemoryPublisher();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Javalin javalin;

  /** What came back. */
  public record Reply(int status, JsonNode body, HttpResponse<String> raw) {
    /** The request's error code, or the first record's reason. */
    public String reason() {
      JsonNode errors = body.path("errors");
      return errors.isEmpty()
          ? body.path("error").path("code").asText()
          : errors.get(0).path("reason").asText();
    }

    public String field() {
      JsonNode errors = body.path("errors");
      return errors.isEmpty()
          ? body.path("error").path("field").asText()
          : errors.get(0).path("field").asText();
    }
  }

  public IntakeServer(String config) {
    this("{'http':" + config + "}", List.of());
  }

  /** Serves every way in, with a whole section {@code ingest} and its mappings. */
  public IntakeServer(String ingest, List<UsageMapping> mappings) {
    IngestConfig config = ConfigJson.read(IngestConfig.class, ingest);
    IntakeDoor door =
        new IntakeDoor(
            config.http(),
            List.of(new AccessToken("a", TOKEN), new AccessToken("b", "second-token")),
            publisher,
            meters);
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    UsageRoutes routes = new UsageRoutes(door, validator, this::now);
    OtlpRoutes otlp = new OtlpRoutes(door, config.otlp(), validator, this::now);
    PushRoutes push =
        new PushRoutes(
            door,
            new PushRoutes.Settings(config.litellm(), config.cloudevents(), mappings),
            validator,
            this::now);
    javalin =
        Javalin.create(
                javalinConfig -> {
                  javalinConfig.startup.showJavalinBanner = false;
                  routes.register(javalinConfig);
                  otlp.register(javalinConfig);
                  push.register(javalinConfig);
                })
            .start("127.0.0.1", 0);
  }

  private Instant now() {
    return UsageEvents.NOW;
  }

  URI uri() {
    return uri(UsageRoutes.PATH);
  }

  /** Returns the address of a path. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + javalin.port() + path);
  }

  public HttpRequest.Builder request(byte[] body, String contentType) {
    return request(UsageRoutes.PATH, body, contentType);
  }

  /** A post of a body to a path, with a good token. */
  public HttpRequest.Builder request(String path, byte[] body, String contentType) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  public Reply send(HttpRequest request) {
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

  /** Posts a text to a path. */
  public Reply postTo(String path, String contentType, String body) {
    return send(request(path, body.getBytes(StandardCharsets.UTF_8), contentType).build());
  }

  /** Posts bytes and returns the answer's bytes. */
  public HttpResponse<byte[]> sendRaw(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns a counter of a feed, for example {@code usage}. */
  public long feed(String what, String feed) {
    Counter counter = meters.find("keyfuse.feed." + what).tag("feed", feed).counter();
    return counter == null ? 0 : (long) counter.count();
  }

  public Reply post(String contentType, String body) {
    return send(request(body.getBytes(StandardCharsets.UTF_8), contentType).build());
  }

  public long count(String name) {
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

  public static byte[] gzip(byte[] plain) {
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
