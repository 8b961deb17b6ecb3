package io.keyfuse.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Posts usage events to {@code POST /v1/usage} as NDJSON in batches, and adds up what became of
 * them. A batch that the intake could not take is posted again; its event ids make that harmless.
 * Thread-safe.
 */
final class UsagePoster {
  static final int BATCH = 500;
  private static final int MOST_TRIES = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration BEFORE_RETRY = Duration.ofMillis(500);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI usage;
  private final String token;
  private final Pacer pacer;
  private PostCounts counts = PostCounts.NONE;

  UsagePoster(HttpClient http, URI ingest, String token, Pacer pacer) {
    this.http = http;
    this.usage = ingest.resolve("/v1/usage");
    this.token = token;
    this.pacer = pacer;
  }

  /**
   * Posts events in order.
   *
   * @throws IOException when the intake does not take a batch after all tries
   */
  void post(List<UsageEvent> events) throws IOException, InterruptedException {
    for (int from = 0; from < events.size(); from += BATCH) {
      batch(events.subList(from, Math.min(events.size(), from + BATCH)));
    }
  }

  /** Returns what became of all events so far. */
  synchronized PostCounts counts() {
    return counts;
  }

  private void batch(List<UsageEvent> events) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(usage)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(UsageLines.write(events)))
            .build();
    add(events.size(), answered(request));
  }

  private HttpResponse<String> answered(HttpRequest request)
      throws IOException, InterruptedException {
    String fault = "";
    for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
      try {
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        if (reply.statusCode() < 429) {
          return reply;
        }
        fault = "HTTP " + reply.statusCode();
      } catch (IOException e) {
        fault = e.toString();
      }
      pacer.pause(BEFORE_RETRY.multipliedBy(attempt));
    }
    throw new IOException("the intake at " + usage + " takes no events (" + fault + ")");
  }

  private synchronized void add(int sent, HttpResponse<String> reply) throws IOException {
    JsonNode body = JSON.readTree(reply.body());
    if (!body.path("accepted").isIntegralNumber()) {
      throw new IOException(
          "the intake at " + usage + " answered HTTP " + reply.statusCode() + " " + reply.body());
    }
    long rejected = body.path("rejected").longValue();
    counts = counts.plus(new PostCounts(sent, sent - rejected, rejected));
  }
}
