package io.keyfuse.schemas.registry;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.keyfuse.schemas.http.BoundedBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a call to the first instance that answers: each round asks every URL once, beginning with
 * the one that answered last; rounds are bounded and apart with jitter. Thread-safe.
 */
final class RegistryHttp {
  private static final int MAX_ANSWER_BYTES = 8 << 20;
  private static final double JITTER = 0.25;

  private final RegistryConfig config;
  private final @Nullable String authorization;
  private final HttpClient http;
  private final RetryPolicy<RegistryReply> rounds;
  private final AtomicInteger lastGood = new AtomicInteger();

  RegistryHttp(RegistryConfig config, Map<String, String> environment) {
    this.config = config;
    this.authorization = config.auth().authorization(environment);
    this.http = client(config, environment);
    this.rounds =
        RetryPolicy.<RegistryReply>builder()
            .handleIf(e -> e instanceof IOException && !(e instanceof InterruptedIOException))
            .withMaxAttempts(config.retry().rounds())
            .withBackoff(config.retry().firstDelay(), config.retry().maxDelay())
            .withJitter(JITTER)
            .build();
  }

  /**
   * Returns the first answer that is neither a fault of the instance nor of the way to it.
   *
   * @throws RegistryException unavailable, when there was none in all rounds
   */
  RegistryReply exchange(RegistryCall call) {
    try {
      return Failsafe.with(rounds).get(() -> round(call));
    } catch (FailsafeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof InterruptedException || cause instanceof InterruptedIOException) {
        Thread.currentThread().interrupt();
        throw RegistryException.unavailable("interrupted while asking " + call.about(), cause);
      }
      throw RegistryException.unavailable(
          "no schema registry answered for "
              + call.about()
              + " in "
              + config.retry().rounds()
              + " rounds; check registry.urls and that one is up ("
              + cause.getMessage()
              + ")",
          cause);
    }
  }

  private RegistryReply round(RegistryCall call) throws IOException {
    List<URI> urls = config.urls();
    int first = lastGood.get();
    StringJoiner faults = new StringJoiner("; ");
    for (int i = 0; i < urls.size(); i++) {
      int at = (first + i) % urls.size();
      try {
        RegistryReply reply = send(urls.get(at), call);
        if (!reply.isPassing()) {
          lastGood.set(at);
          return reply;
        }
        faults.add(urls.get(at) + ": HTTP " + reply.status() + " " + reply.message());
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        faults.add(urls.get(at) + ": " + fault(e));
      }
    }
    throw new IOException(faults.toString());
  }

  private static HttpClient client(RegistryConfig config, Map<String, String> environment) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(config.connectTimeout());
    if (config.tls() != null) {
      client.sslContext(TlsContext.of(config.tls(), environment));
    }
    return client.build();
  }

  private static String fault(IOException e) {
    String why = e.getMessage() == null ? "" : " " + e.getMessage();
    String fix =
        e instanceof SSLException
            ? "; TLS failed: check registry.tls and the names in the server's certificate"
            : "";
    return e.getClass().getSimpleName() + why + fix;
  }

  /** Waits for the whole answer: the client's own timeout ends with the headers. */
  private RegistryReply send(URI base, RegistryCall call) throws IOException {
    Duration timeout = config.requestTimeout();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            call.to(base, timeout, authorization), info -> new BoundedBody(MAX_ANSWER_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return RegistryReply.of(base, response.statusCode(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no full answer within " + timeout, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }
}
