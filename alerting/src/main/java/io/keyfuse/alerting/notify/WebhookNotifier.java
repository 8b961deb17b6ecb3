package io.keyfuse.alerting.notify;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.keyfuse.alerting.sign.WebhookSignature;
import io.keyfuse.schemas.v1.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Posts alerts to one webhook. Retries what may pass (408, 425, 429, 5xx, no connection, time-out)
 * with exponential back-off, follows no redirect, reads no body. Receivers tell repeats by header
 * {@value #IDEMPOTENCY}. Thread-safe; a delivery blocks its caller.
 */
public final class WebhookNotifier {
  static final String IDEMPOTENCY = "idempotency-key";

  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final double JITTER = 0.2;
  private static final Duration BY_BACKOFF = Duration.ofNanos(-1);

  private final WebhookTarget target;
  private final NotifyConfig config;
  private final InstantSource clock;
  private final WebhookSignature signature;
  private final HttpClient http;
  private final RetryPolicy<Answer> retries;
  private final AlertJson json = new AlertJson();

  /** Makes a notifier of one webhook. */
  public WebhookNotifier(WebhookTarget target, NotifyConfig config, InstantSource clock) {
    this.target = target;
    this.config = config;
    this.clock = clock;
    this.signature = new WebhookSignature(target.secret());
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(config.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.retries =
        RetryPolicy.<Answer>builder()
            .handle(IOException.class)
            .handleResultIf(Answer::mayPass)
            .withBackoff(config.backoff(), config.maxBackoff())
            .withDelayFn(context -> delay(context.getLastResult()))
            .withJitter(JITTER)
            .withMaxAttempts(config.maxAttempts())
            .build();
  }

  /**
   * Posts the alert until it is taken, refused or out of tries.
   *
   * @throws InterruptedException when the caller is to stop; the alert may or may not have arrived
   */
  public Delivery deliver(Alert alert) throws InterruptedException {
    byte[] body = json.write(alert);
    try {
      Answer answer = Failsafe.with(retries).get(() -> post(alert, body));
      return answer.isTaken()
          ? new Delivery.Delivered(answer.status())
          : new Delivery.GaveUp("HTTP status " + answer.status());
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("stopped while notifying " + target.name());
      }
      String cause = e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName();
      return new Delivery.GaveUp("no answer: " + cause);
    } catch (IllegalArgumentException e) {
      return new Delivery.GaveUp("the alert's id fits no HTTP header");
    }
  }

  private Answer post(Alert alert, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target.address())
            .timeout(config.timeout())
            .header("content-type", "application/json")
            .header("user-agent", "keyfuse")
            .header(IDEMPOTENCY, alert.getAlertId())
            .header(WebhookSignature.HEADER, signature.of(body, clock.instant()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    // Closed unread: a body without end must not hold the thread.
    try (InputStream unread = response.body()) {
      return new Answer(response.statusCode(), retryAfterSeconds(response));
    }
  }

  /** Retry-After in seconds is honoured up to the longest back-off; dates are not read. */
  private Duration delay(@Nullable Answer answer) {
    if (answer == null || answer.retryAfterSeconds().isEmpty()) {
      return BY_BACKOFF;
    }
    Duration asked = Duration.ofSeconds(answer.retryAfterSeconds().getAsLong());
    return asked.compareTo(config.maxBackoff()) > 0 ? config.maxBackoff() : asked;
  }

  private static OptionalLong retryAfterSeconds(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("retry-after")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  private record Answer(int status, OptionalLong retryAfterSeconds) {
    boolean isTaken() {
      return status >= 200 && status < 300;
    }

    boolean mayPass() {
      return status >= 500 || PASSING.contains(status);
    }
  }
}
