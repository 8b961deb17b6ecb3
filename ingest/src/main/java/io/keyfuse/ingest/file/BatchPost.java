package io.keyfuse.ingest.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts one batch until the intake has answered it for good: 429, 503 and a failing connection are
 * tried again after Retry-After or a doubling wait; event ids make that safe. Thread-safe.
 */
final class BatchPost {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 30_000;

  private final HttpClient client;
  private final SenderConfig config;

  BatchPost(HttpClient client, SenderConfig config) {
    this.client = client;
    this.config = config;
  }

  /** One batch and where its answer goes. */
  private static final class Batch {
    private final byte[] body;
    private final int records;
    private final CompletableFuture<SendTotals> answer = new CompletableFuture<>();

    Batch(byte[] body, int records) {
      this.body = body;
      this.records = records;
    }
  }

  /** Returns what the intake answered; fails with IOException when it refused the request. */
  CompletableFuture<SendTotals> send(byte[] body, int records) {
    Batch batch = new Batch(body, records);
    attempt(batch, 1);
    return batch.answer;
  }

  private void attempt(Batch batch, int attempt) {
    HttpRequest request =
        HttpRequest.newBuilder(config.uri())
            .timeout(config.timeout())
            .header("Authorization", "Bearer " + config.token())
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(batch.body))
            .build();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .whenComplete((response, fault) -> settle(batch, attempt, response, fault));
  }

  private void settle(
      Batch batch,
      int attempt,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable fault) {
    boolean again =
        response == null ? fault == null || isConnection(fault) : isBusy(response.statusCode());
    if (again && attempt < config.attempts()) {
      CompletableFuture.delayedExecutor(wait(response, attempt).toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> attempt(batch, attempt + 1));
    } else if (response == null) {
      batch.answer.completeExceptionally(
          new IOException("no answer from " + config.uri() + ": " + fault, fault));
    } else {
      complete(batch, response, attempt);
    }
  }

  private static boolean isConnection(Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    return cause instanceof IOException;
  }

  private static boolean isBusy(int status) {
    return status == 429 || status == 503;
  }

  private static Duration wait(@Nullable HttpResponse<?> response, int attempt) {
    long doubling = FIRST_WAIT_MS << Math.min(attempt - 1, 10);
    long asked =
        response == null
            ? 0
            : response.headers().firstValue("Retry-After").map(BatchPost::seconds).orElse(0L)
                * 1000;
    return Duration.ofMillis(Math.min(LONGEST_WAIT_MS, Math.max(doubling, asked)));
  }

  private static long seconds(String retryAfter) {
    try {
      return Math.max(0, Math.min(3_600, Long.parseLong(retryAfter.strip())));
    } catch (NumberFormatException date) {
      return 1;
    }
  }

  private void complete(Batch batch, HttpResponse<String> response, int attempts) {
    JsonNode body = json(response.body());
    if (body.has("accepted")) {
      batch.answer.complete(
          new SendTotals(
              batch.records,
              body.path("accepted").asLong(),
              body.path("duplicates").asLong(),
              body.path("rejected").asLong(),
              1,
              attempts - 1L));
    } else {
      String message = body.path("error").path("message").asText("no JSON in the answer");
      batch.answer.completeExceptionally(
          new IOException(config.uri() + " answered " + response.statusCode() + ": " + message));
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
