package io.keyfuse.app.demo;

import io.keyfuse.ingest.file.HttpUsageSender;
import io.keyfuse.ingest.file.SendTotals;
import io.keyfuse.ingest.file.SenderConfig;
import io.keyfuse.ingest.http.UsageRoutes;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/**
 * Posts usage events to {@code POST /v1/usage} in order, one batch after the other, and adds up
 * what became of them. Thread-safe.
 */
final class UsagePoster {
  private static final int BATCH = 500;
  private static final int TRIES = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final SenderConfig config;
  private SendTotals totals = SendTotals.NONE;

  UsagePoster(HttpClient http, URI ingest, String token) {
    this.http = http;
    // One request at a time: events of a key arrive in their order.
    this.config =
        new SenderConfig(ingest.resolve(UsageRoutes.PATH), token, BATCH, 1, TRIES, TIMEOUT);
  }

  /**
   * Posts events and waits for the answers.
   *
   * @throws IOException when the intake refuses a batch, or takes none after all tries
   */
  void post(List<UsageEvent> events) throws IOException {
    HttpUsageSender sender = new HttpUsageSender(http, config, ignored -> {});
    for (UsageEvent event : events) {
      sender.add(event);
    }
    add(sender.finish());
  }

  /** Returns what became of all events so far. */
  synchronized SendTotals totals() {
    return totals;
  }

  private synchronized void add(SendTotals more) {
    totals = totals.plus(more);
  }
}
