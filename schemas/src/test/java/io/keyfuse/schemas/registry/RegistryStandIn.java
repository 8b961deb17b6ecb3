package io.keyfuse.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A loopback server that answers from a script and notes what it was asked. */
final class RegistryStandIn implements AutoCloseable {
  record Asked(
      String method, String rawPath, @Nullable String type, @Nullable String login, String body) {}

  /** One scripted answer; {@code stallMillis} is waited between the headers and the body. */
  record Answer(int status, String body, long stallMillis) {
    static Answer of(int status, String body) {
      return new Answer(status, body, 0);
    }
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  RegistryStandIn() {
    this(null);
  }

  /** Makes a stand-in that speaks HTTPS where a configurator is given. */
  RegistryStandIn(@Nullable HttpsConfigurator https) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (https == null) {
        server = HttpServer.create(any, 0);
      } else {
        HttpsServer secure = HttpsServer.create(any, 0);
        secure.setHttpsConfigurator(https);
        server = secure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  RegistryStandIn then(int status, String body) {
    return then(Answer.of(status, body));
  }

  RegistryStandIn then(Answer answer) {
    script.add(answer);
    return this;
  }

  URI url(String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("Authorization"),
              body));
      Answer answer = script.poll();
      if (answer == null) {
        answer = Answer.of(500, "{\"error_code\":50001,\"message\":\"script is empty\"}");
      }
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), 0);
      exchange.getResponseBody().flush();
      stall(answer.stallMillis());
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void stall(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
