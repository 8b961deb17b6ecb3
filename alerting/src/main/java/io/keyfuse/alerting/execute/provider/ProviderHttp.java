package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.http.BoundedBody;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one provider's admin API: one time-out over the whole answer, no redirects, a bounded
 * body, JSON only. Logs nothing, and repeats neither headers nor the provider's error text, which
 * may quote a key. Thread-safe.
 */
final class ProviderHttp {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,255}");

  private final HttpClient client;
  private final String base;
  private final CallHeaders headers;
  private final Duration timeout;
  private final LongSupplier nanoTime;

  /** Makes the headers of a call: the admin credential. */
  @FunctionalInterface
  interface CallHeaders {
    /** Returns headers for a call with the body, which may be empty. */
    Map<String, String> of(String body);
  }

  /**
   * Makes a caller.
   *
   * @param base the API's address; paths are appended to it
   * @param headers sent with every call: the admin credential
   * @param limits connect and request time-outs
   */
  ProviderHttp(URI base, Map<String, String> headers, ProviderConfig limits) {
    this(base, body -> headers, limits, System::nanoTime);
  }

  /**
   * Makes a caller whose headers may change from call to call.
   *
   * @param headers told the body of each call
   */
  ProviderHttp(URI base, CallHeaders headers, ProviderConfig limits) {
    this(base, headers, limits, System::nanoTime);
  }

  private ProviderHttp(
      URI base, CallHeaders headers, ProviderConfig limits, LongSupplier nanoTime) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.headers = headers;
    this.timeout = limits.requestTimeout();
    this.nanoTime = nanoTime;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connectTimeout())
            .build();
  }

  ProviderAnswer get(String path) {
    return send("GET", path, null);
  }

  ProviderAnswer post(String path, ObjectNode body) {
    return send("POST", path, body.toString());
  }

  ProviderAnswer patch(String path, ObjectNode body) {
    return send("PATCH", path, body.toString());
  }

  ProviderAnswer put(String path, ObjectNode body) {
    return send("PUT", path, body.toString());
  }

  ProviderAnswer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Returns an id as one path segment; refuses what could change the path. */
  static String segment(String id) {
    if (!SEGMENT.matcher(id).matches()) {
      throw ProviderCallException.failed(
          "an id has characters that no id has", OutcomeReason.UNKNOWN_KEY, ProviderTrace.NONE);
    }
    return id;
  }

  private ProviderAnswer send(String method, String path, @Nullable String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.of(body == null ? "" : body).forEach(request::header);
    request.header("Accept", "application/json").header("User-Agent", "keyfuse");
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    long from = nanoTime.getAsLong();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), info -> new BoundedBody(MAX_BODY_BYTES));
    try {
      HttpResponse<byte[]> whole = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return AnswerReader.read(whole, elapsedMs(from));
    } catch (TimeoutException e) {
      throw unreachable(method, "no answer within " + timeout.toMillis() + " ms", from);
    } catch (ExecutionException e) {
      throw unreachable(method, "no answer (" + kindOf(e.getCause()) + ")", from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(method, "interrupted", from);
    } finally {
      answer.cancel(true);
    }
  }

  private ProviderCallException unreachable(String method, String what, long from) {
    ProviderTrace trace = new ProviderTrace(null, null, elapsedMs(from));
    return new ProviderCallException(method + ": " + what, RetryClass.RETRY, null, trace);
  }

  private long elapsedMs(long from) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - from);
  }

  private static String kindOf(@Nullable Throwable cause) {
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }
}
