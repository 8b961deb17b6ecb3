package io.keyfuse.ingest.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider on a loopback port that answers what a test says and remembers what it was asked. */
public final class ScriptedProvider implements AutoCloseable {
  /** What every call must carry. */
  public static final String SECRET = "sk-admin-4711Secret4711Secret";

  private static final HttpClient CLIENT = FeedHttp.client();

  private final HttpServer server;
  private final List<URI> asked = new CopyOnWriteArrayList<>();
  private volatile Function<URI, Answer> script;

  /** One answer; headers replace the server's own. */
  public record Answer(int status, String body, Map<String, String> headers) {
    /** Answers 200 with JSON; single quotes stand for double quotes. */
    public static Answer ok(String json) {
      return new Answer(200, json.replace('\'', '"'), Map.of());
    }

    /** Returns this answer with one more header. */
    public Answer with(String name, String value) {
      return new Answer(status, body, Map.of(name, value));
    }
  }

  /** Starts to answer. */
  public ScriptedProvider(Function<URI, Answer> script) {
    this.script = script;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  /** Answers differently from now on. */
  public void says(Function<URI, Answer> other) {
    script = other;
  }

  /** Returns the paths and queries that were asked for. */
  public List<URI> asked() {
    return asked;
  }

  /** Returns a reader of this provider. */
  public FeedHttp http(InstantSource clock) {
    return http(clock, Duration.ofSeconds(5));
  }

  FeedHttp http(InstantSource clock, Duration timeout) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    Map<String, String> headers = Map.of("Authorization", "Bearer " + SECRET);
    return new FeedHttp(new FeedEndpoint(base, headers, timeout), clock, CLIENT);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI());
      boolean known =
          ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      Answer answer =
          known ? script.apply(exchange.getRequestURI()) : new Answer(401, "{}", Map.of());
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
