package io.keyfuse.ingest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.keyfuse.ingest.validate.UsageValidator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/usage}: takes a JSON object, a JSON array or NDJSON, plain or gzip, from holders
 * of a bearer token, and answers when every valid record is stored durably. Bodies are never
 * logged. Thread-safe.
 */
public final class UsageRoutes {
  /** Where usage is posted to. */
  public static final String PATH = "/v1/usage";

  private static final Logger LOG = LoggerFactory.getLogger(UsageRoutes.class);

  private final HttpIntakeConfig config;
  private final BearerGuard guard;
  private final BatchReader reader;
  private final UsagePublisher publisher;
  private final IntakeCounters counters;
  private final Semaphore inFlight;

  /** What the routes need beside their configuration. */
  public record Parts(
      UsageValidator validator,
      UsagePublisher publisher,
      InstantSource clock,
      MeterRegistry meters) {}

  /**
   * Makes the routes.
   *
   * @param tokens resolved tokens of {@code config.tokens()}
   * @throws io.keyfuse.schemas.config.ConfigException when there is no token
   */
  public UsageRoutes(HttpIntakeConfig config, List<AccessToken> tokens, Parts parts) {
    this.config = config;
    this.guard = new BearerGuard(tokens);
    this.reader = new BatchReader(config, parts.validator(), parts.clock());
    this.publisher = parts.publisher();
    this.counters = new IntakeCounters(parts.meters());
    this.inFlight = new Semaphore(config.maxInFlightRequests());
  }

  /** Adds the route. */
  public void register(JavalinConfig javalin) {
    javalin.routes.post(PATH, this::post);
  }

  private void post(Context context) {
    try {
      if (!guard.admits(context.header("Authorization"))) {
        context.header("WWW-Authenticate", "Bearer");
        throw new RequestFault(
            ErrorCode.UNAUTHORIZED,
            "send Authorization: Bearer with a token of ingest.http.tokens");
      }
      if (!inFlight.tryAcquire()) {
        throw new RequestFault(
            ErrorCode.TOO_MANY_REQUESTS, "too many requests at the same time; try again");
      }
    } catch (RequestFault fault) {
      refuse(context, fault);
      return;
    }
    CompletableFuture<Answer> answer = admitted(context);
    context.future(() -> answer.thenAccept(done -> write(context, done)));
  }

  private CompletableFuture<Answer> admitted(Context context) {
    CompletableFuture<Answer> answer;
    try {
      answer = publish(parse(context));
    } catch (RequestFault fault) {
      counters.refused(fault.code());
      answer = CompletableFuture.completedFuture(answer(fault));
      closeUnread(context, fault);
    } catch (RuntimeException bug) {
      answer = CompletableFuture.failedFuture(bug);
    }
    return answer
        .exceptionally(
            bug -> {
              LOG.error("usage request failed", bug);
              counters.refused(ErrorCode.INTERNAL_ERROR);
              return Answer.of(ErrorCode.INTERNAL_ERROR, "Keyfuse failed; see its log", null);
            })
        .whenComplete((done, bug) -> inFlight.release());
  }

  private ParsedBatch parse(Context context) {
    RequestBody.Format format = RequestBody.format(context.header("Content-Type"));
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
      return reader.read(body, format);
    } catch (IOException e) {
      throw RequestBody.fault(e);
    }
  }

  private CompletableFuture<Answer> publish(ParsedBatch batch) {
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
                return Answer.of(batch);
              }
              LOG.warn("usage not stored: {}", fault.toString());
              counters.unstored(batch);
              counters.refused(ErrorCode.UNAVAILABLE);
              return Answer.of(
                  ErrorCode.UNAVAILABLE,
                  "the events could not be stored in time; send all of them again",
                  null);
            });
  }

  private void refuse(Context context, RequestFault fault) {
    counters.refused(fault.code());
    closeUnread(context, fault);
    write(context, answer(fault));
  }

  private static Answer answer(RequestFault fault) {
    return Answer.of(fault.code(), String.valueOf(fault.getMessage()), fault.field());
  }

  // A body that is not read to its end cannot be followed by another request on the connection.
  private static void closeUnread(Context context, RequestFault fault) {
    if (fault.code() == ErrorCode.BODY_TOO_LARGE || fault.code() == ErrorCode.TOO_MANY_RECORDS) {
      context.header("Connection", "close");
    }
  }

  private void write(Context context, Answer answer) {
    if (answer.isRetryable()) {
      long seconds = Math.max(1, config.retryAfter().toSeconds());
      context.header("Retry-After", Long.toString(seconds));
    }
    context.status(answer.status()).contentType("application/json").result(answer.json());
  }
}
