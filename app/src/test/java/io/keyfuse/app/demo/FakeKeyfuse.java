package io.keyfuse.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.SpendWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Keyfuse in a few lines: an intake that drops duplicates, minutes of spend, and a kill for each
 * key whose provider's books show more than a dollar in a live minute. Its topics are a list.
 */
final class FakeKeyfuse implements TopicSource, AutoCloseable {
  static final String TOKEN = "intake-token";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is published: one record, told to a listener. */
  private interface Telling extends Consumer<TopicListener> {}

  private final HttpServer server;
  private final Consumer<Credential> killer;
  private final List<Telling> log = new ArrayList<>();
  private final List<TopicListener> followers = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<Credential> killed = new HashSet<>();
  private final Map<String, SpendWindow> minutes = new HashMap<>();
  private final Map<String, Credential> known = new HashMap<>();
  private final ScheduledExecutorService feed = Executors.newSingleThreadScheduledExecutor();
  private int duplicates;

  /**
   * Starts one.
   *
   * @param killer calls the provider; between the command and its outcome
   * @param clouds whose books are its provider usage
   */
  FakeKeyfuse(Consumer<Credential> killer, StandIns clouds) throws IOException {
    this.killer = killer;
    Future<?> unused =
        feed.scheduleWithFixedDelay(() -> report(clouds), 0, 100, TimeUnit.MILLISECONDS);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/usage", this::usage);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized int duplicates() {
    return duplicates;
  }

  /** Calls the provider for a command that was published before a crash, as a restart does. */
  synchronized void carryOut(Credential key) {
    killer.accept(key);
    tell(listener -> listener.onOutcome(Records.outcome(key, OutcomeStatus.APPLIED)));
    tell(listener -> listener.onAlert(Records.alert(key, IncidentState.VERIFIED)));
  }

  @Override
  public synchronized Following follow(TopicListener earlier, TopicListener live) {
    log.forEach(telling -> telling.accept(earlier));
    followers.add(live);
    return new Following() {
      @Override
      public Set<String> troubles() {
        return Set.of();
      }

      @Override
      public void close() {
        followers.remove(live);
      }
    };
  }

  private void usage(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean admitted =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String answer = admitted ? take(body) : "{\"error\":{\"code\":\"unauthorized\"}}";
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(admitted ? 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized String take(String body) throws IOException {
    int accepted = 0;
    for (String line : body.lines().toList()) {
      JsonNode event = JSON.readTree(line);
      accepted++;
      if (ids.add(event.required("event_id").asText())) {
        count(event);
      } else {
        duplicates++;
      }
    }
    return "{\"accepted\":" + accepted + ",\"duplicates\":0,\"rejected\":0,\"errors\":[]}";
  }

  private void count(JsonNode event) {
    JsonNode id = event.required("credential");
    Credential key =
        new Credential(
            id.required("provider").asText(),
            id.required("account").asText(),
            id.required("key_id").asText());
    JsonNode time = event.required("occurred_at");
    Instant at =
        time.isNumber() ? Instant.ofEpochMilli(time.longValue()) : Instant.parse(time.asText());
    JsonNode counts = event.required("tokens");
    Tokens tokens =
        new Tokens(
            counts.required("input").longValue(),
            counts.required("cached_read").longValue(),
            counts.required("output").longValue());
    long nanos = PriceList.costNanos(event.required("model").asText(), tokens);
    known.put(key.getProvider() + key.getKeyId(), key);
    if (event.required("source").asText().equalsIgnoreCase("TELEMETRY")) {
      close(key, at.truncatedTo(ChronoUnit.MINUTES), nanos);
    }
  }

  private void report(StandIns clouds) {
    try {
      for (LedgerRow row : clouds.ledger()) {
        report(row);
      }
    } catch (IOException | RuntimeException stopped) {
      // The clouds are away, or a test's crash: the next report goes on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void report(LedgerRow row) {
    Credential key = known.get(row.provider() + row.keyId());
    if (key != null && row.costNanos() > NanoUsd.PER_USD && killed.add(key)) {
      kill(key);
    }
  }

  private void close(Credential key, Instant minute, long nanos) {
    SpendWindow old = minutes.get(key + "@" + minute);
    long sum = nanos + (old == null ? 0 : old.getTelemetry().getCostNanos());
    SpendWindow window = Records.minute(key, minute, sum);
    window.put("revision", old == null ? 0 : old.getRevision() + 1);
    minutes.put(key + "@" + minute, window);
    tell(listener -> listener.onSpend(window));
  }

  private void kill(Credential key) {
    tell(listener -> listener.onAlert(Records.alert(key, IncidentState.OPEN)));
    tell(listener -> listener.onCommand(Records.command(key), "test-signer"));
    carryOut(key);
  }

  private void tell(Telling telling) {
    log.add(telling);
    followers.forEach(telling);
  }

  @Override
  public void close() {
    feed.shutdownNow();
    server.stop(0);
  }
}
