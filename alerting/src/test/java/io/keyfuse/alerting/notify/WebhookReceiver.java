package io.keyfuse.alerting.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.schemas.v1.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook's receiving end on loopback that answers as told, then 200. */
final class WebhookReceiver implements AutoCloseable {
  static final String SECRET = "a-secret-of-enough-length";

  /** One request as it came. */
  record Received(Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers
          .getOrDefault(
              name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), List.of(""))
          .get(0);
    }
  }

  /** One answer to give: status, Retry-After or empty. */
  record Answer(int status, String retryAfter) {}

  private static final int HANGING = 0;

  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  WebhookTarget target(String name) {
    return target(name, Severity.INFO);
  }

  WebhookTarget target(String name, Severity least) {
    return new WebhookTarget(
        name,
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"),
        SECRET,
        least);
  }

  WebhookReceiver answering(int... statuses) {
    for (int status : statuses) {
      answers.add(new Answer(status, ""));
    }
    return this;
  }

  WebhookReceiver answering(Answer answer) {
    answers.add(answer);
    return this;
  }

  List<Received> received() {
    return received;
  }

  /** Lets the next request wait until the test is over. */
  WebhookReceiver hanging() {
    return answering(HANGING);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      received.add(new Received(Map.copyOf(exchange.getRequestHeaders()), body));
      Answer next = answers.poll();
      Answer answer = next == null ? new Answer(200, "") : next;
      if (answer.status() == HANGING) {
        over.await();
      }
      if (!answer.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().add("retry-after", answer.retryAfter());
      }
      exchange.sendResponseHeaders(answer.status(), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
