package io.keyfuse.testkit.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One provider's cloud on a loopback port. Requests change state one at a time. */
final class ProviderEndpoint implements AutoCloseable {
  private static final int MAX_BODY = 4 << 20;
  private static final int NO_BODY = -1;

  private final ProviderStandIn provider;
  private final FaultPlan faults = new FaultPlan();
  private final ControlRoutes control;
  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Starts serving; port 0 takes a free one. */
  ProviderEndpoint(ProviderStandIn provider, int port) {
    this.provider = provider;
    this.control = new ControlRoutes(provider, faults);
    String name = "stand-in-" + provider.state().provider();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot listen on port " + port, e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      StandInRequest request = read(exchange);
      if (request.path().startsWith(ControlRoutes.PREFIX)) {
        write(exchange, locked(() -> control.answer(request)));
        return;
      }
      Fault fault = faults.take(request, provider.isAdmin(request));
      StandInReply reply =
          fault == null || fault.afterEffect() || fault.kind() == Fault.Kind.LATENCY
              ? effect(request, fault)
              : StandInReply.ok(Json.object());
      if (fault == null || fault.kind() == Fault.Kind.LATENCY) {
        write(exchange, reply);
      } else {
        spoil(exchange, fault);
      }
    }
  }

  private StandInReply effect(StandInRequest request, @Nullable Fault fault) {
    if (fault == null) {
      return locked(() -> provider.answer(request));
    }
    if (!fault.afterEffect()) {
      pause(fault);
    }
    StandInReply reply = locked(() -> provider.answer(request));
    if (fault.afterEffect()) {
      pause(fault);
    }
    return reply;
  }

  private void spoil(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault.kind()) {
      case STATUS -> {
        String code = "standin_fault";
        Map<String, String> headers =
            fault.retryAfterSeconds() < 0
                ? Map.of()
                : Map.of("Retry-After", String.valueOf(fault.retryAfterSeconds()));
        var error = Json.object().put("message", "planned fault").put("type", code);
        var body = Json.object().put("type", "error").set("error", error);
        write(exchange, new StandInReply(fault.status(), body, headers));
      }
      case WRONG_JSON -> send(exchange, 200, "<html>gateway</html>");
      default -> exchange.close();
    }
  }

  private void pause(Fault fault) {
    try {
      boolean ending = closing.await(fault.latency().toMillis(), TimeUnit.MILLISECONDS);
      if (ending) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StandInReply locked(java.util.function.Supplier<StandInReply> step) {
    synchronized (provider) {
      return step.get();
    }
  }

  private static StandInRequest read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    URI uri = exchange.getRequestURI();
    return new StandInRequest(
        exchange.getRequestMethod(),
        uri.getPath(),
        query(uri.getRawQuery()),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equal = pair.indexOf('=');
      String name = equal < 0 ? pair : pair.substring(0, equal);
      String value = equal < 0 ? "" : pair.substring(equal + 1);
      query.computeIfAbsent(decode(name), ignored -> new ArrayList<>()).add(decode(value));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void write(HttpExchange exchange, StandInReply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    send(exchange, reply.status(), reply.text());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? NO_BODY : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    synchronized (provider) {
      provider.state().store().close();
    }
  }
}
