package io.keyfuse.console.http;

import io.javalin.Javalin;
import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.fixture.Records;
import io.keyfuse.console.model.ReadModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;

/** The console on a free loopback port, and a client for it. */
final class ConsoleServer implements AutoCloseable {
  static final String TOKEN = "a-token-of-the-console";

  final ReadModel model;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ConsoleRoutes routes;
  private final Javalin server;
  private final HttpClient client = HttpClient.newHttpClient();

  ConsoleServer(int maxStreams, Duration heartbeat) {
    ConsoleConfig config =
        new ConsoleConfig(null, maxStreams, 500, 10_000, Duration.ofDays(7), heartbeat);
    this.model = new ReadModel(config, InstantSource.fixed(Records.NOW));
    this.routes = new ConsoleRoutes(model, config, TOKEN, meters);
    this.server =
        Javalin.create(
                javalin -> {
                  javalin.startup.showJavalinBanner = false;
                  routes.register(javalin);
                })
            .start("127.0.0.1", 0);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path, "Bearer " + TOKEN).GET().build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<InputStream> stream() throws IOException, InterruptedException {
    return client.send(
        request("/api/v1/stream", "Bearer " + TOKEN).GET().build(), BodyHandlers.ofInputStream());
  }

  HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30));
    return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
  }

  double requests(String result) {
    return meters.counter("keyfuse.console.requests", "result", result).count();
  }

  void closeStreams() {
    routes.close();
  }

  @Override
  public void close() {
    routes.close();
    server.stop();
  }
}
