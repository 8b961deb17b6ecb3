package io.keyfuse.ingest.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every way of posting usage shares: the bearer token, the bounds, the wait until every valid
 * event is stored durably, and the counters. Bodies are never logged. Thread-safe.
 */
public final class IntakeDoor {
  private static final int MOST_SKIPPED_BYTES = 1 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(IntakeDoor.class);

  private final HttpIntakeConfig config;
  private final BearerGuard guard;
  private final UsagePublisher publisher;
  private final IntakeCounters counters;
  private final Semaphore inFlight;

  /**
   * Makes the door.
   *
   * @param tokens resolved tokens of {@code config.tokens()}
   * @throws io.keyfuse.schemas.config.ConfigException when there is no token
   */
  public IntakeDoor(
      HttpIntakeConfig config,
      List<AccessToken> tokens,
      UsagePublisher publisher,
      MeterRegistry meters) {
    this.config = config;
    this.guard = new BearerGuard(tokens);
    this.publisher = publisher;
    this.counters = new IntakeCounters(meters);
    this.inFlight = new Semaphore(config.maxInFlightRequests());
  }

  /** Returns the bounds that every way in keeps to. */
  public HttpIntakeConfig config() {
    return config;
  }

  /** Serves one request of a protocol. */
  public void serve(Context context, IntakeProtocol protocol) {
    try {
      admit(context);
    } catch (RequestFault fault) {
      counters.refused(fault.code());
      write(context, answer(protocol, fault));
      return;
    }
    CompletableFuture<Answer> answer = admitted(context, protocol);
    context.future(() -> answer.thenAccept(done -> write(context, done)));
  }

  private void admit(Context context) {
    if (!guard.admits(context.header("Authorization"))) {
      context.header("WWW-Authenticate", "Bearer");
      throw new RequestFault(
          ErrorCode.UNAUTHORIZED, "send Authorization: Bearer with a token of ingest.http.tokens");
    }
    if (!inFlight.tryAcquire()) {
      throw new RequestFault(
          ErrorCode.TOO_MANY_REQUESTS, "too many requests at the same time; try again");
    }
  }

  private CompletableFuture<Answer> admitted(Context context, IntakeProtocol protocol) {
    CompletableFuture<Answer> answer;
    try {
      answer = publish(parse(context, protocol), protocol);
    } catch (RequestFault fault) {
      counters.refused(fault.code());
      answer = CompletableFuture.completedFuture(answer(protocol, fault));
      skipUnread(context);
    } catch (RuntimeException bug) {
      answer = CompletableFuture.failedFuture(bug);
    }
    return answer
        .exceptionally(
            bug -> {
              LOG.error("usage request failed", bug);
              counters.refused(ErrorCode.INTERNAL_ERROR);
              return protocol.refused(
                  ErrorCode.INTERNAL_ERROR, "Keyfuse failed; see its log", null);
            })
        .whenComplete((done, bug) -> inFlight.release());
  }

  private ParsedBatch parse(Context context, IntakeProtocol protocol) {
    if (context.req().getContentLengthLong() > config.maxBodyBytes()) {
      throw new RequestFault(
          ErrorCode.BODY_TOO_LARGE,
          "the body exceeds " + config.maxBodyBytes() + " bytes; send smaller batches");
    }
    try (InputStream body =
        RequestBody.open(
            context.req().getInputStream(),
            context.header("Content-Encoding"),
            config.maxBodyBytes())) {
      return protocol.read(context, body);
    } catch (IOException e) {
      throw RequestBody.fault(e);
    }
  }

  private CompletableFuture<Answer> publish(ParsedBatch batch, IntakeProtocol protocol) {
    Timer.Sample start = counters.start();
    CompletableFuture<Void> stored =
        batch.events().isEmpty()
            ? CompletableFuture.completedFuture(null)
            : publisher.publish(batch.events()).toCompletableFuture();
    return stored
        .copy()
        .orTimeout(config.publishTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (done, fault) -> {
              if (fault == null) {
                counters.stored(batch, start);
                return protocol.stored(batch);
              }
              LOG.warn("usage not stored: {}", fault.toString());
              counters.unstored(batch);
              counters.refused(ErrorCode.UNAVAILABLE);
              return protocol.refused(
                  ErrorCode.UNAVAILABLE,
                  "the events could not be stored in time; send all of them again",
                  null);
            });
  }

  private static Answer answer(IntakeProtocol protocol, RequestFault fault) {
    return protocol.refused(fault.code(), String.valueOf(fault.getMessage()), fault.field());
  }

  // Another request can follow only a body read to its end; what is too long to skip ends it.
  private static void skipUnread(Context context) {
    byte[] skipped = new byte[8 * 1024];
    int left = MOST_SKIPPED_BYTES;
    try (InputStream body = context.req().getInputStream()) {
      int read = body.read(skipped);
      while (read >= 0 && left > 0) {
        left -= read;
        read = body.read(skipped);
      }
    } catch (IOException e) {
      left = 0;
    }
    if (left <= 0) {
      context.header("Connection", "close");
    }
  }

  private void write(Context context, Answer answer) {
    if (answer.isRetryable()) {
      long seconds = Math.max(1, config.retryAfter().toSeconds());
      context.header("Retry-After", Long.toString(seconds));
    }
    byte[] body = new byte[answer.body().remaining()];
    answer.body().duplicate().get(body);
    context.status(answer.status()).contentType(answer.contentType()).result(body);
  }
}
