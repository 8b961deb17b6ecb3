package io.keyfuse.ingest.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.ingest.feed.FeedFault.Reason;
import io.keyfuse.schemas.http.BoundedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one provider's reports: one time-out over the whole answer, no redirects, a bounded body,
 * JSON only. One call is one try: the worker decides when the next is due. Thread-safe.
 */
public final class FeedHttp {
  private static final int MAX_BODY_BYTES = 32 << 20;
  private static final int MAX_DEPTH = 64;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  // Further away, what it reports would be refused as of the future; one of both clocks is broken.
  private static final Duration MOST_SKEW = Duration.ofMinutes(10);
  // The header has whole seconds and answers travel: less than this is no other time.
  private static final Duration JITTER = Duration.ofSeconds(2);
  private static final Duration LONGEST_WISH = Duration.ofHours(1);
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final FeedEndpoint endpoint;
  private final InstantSource clock;
  private final HttpClient client;
  private volatile Duration skew = Duration.ZERO;

  /**
   * Makes a reader; nothing is sent yet.
   *
   * @param client of {@link #client()}; readers may share it
   */
  public FeedHttp(FeedEndpoint endpoint, InstantSource clock, HttpClient client) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.client = client;
  }

  /** Makes a client of what all readers have in common. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .build();
  }

  /**
   * Returns the provider's clock as its last answer told it, to about a second; ours before the
   * first. Ranges and versions are told in it, so that instances with other clocks agree.
   */
  public Instant serverNow() {
    return Instant.ofEpochMilli(clock.instant().plus(skew).toEpochMilli());
  }

  /**
   * Gets one report; numbers keep their decimals.
   *
   * @param path path and query under the base
   * @throws FeedFault when there is no good answer
   */
  public JsonNode get(String path) {
    JsonNode body = parse(bytes(path));
    if (body == null || !(body.isObject() || body.isArray())) {
      throw foreign();
    }
    return body;
  }

  /**
   * Gets one report that holds a list.
   *
   * @param list name of the member that must be an array
   * @throws FeedFault when there is no good answer, or one without the list
   */
  public JsonNode get(String path, String list) {
    JsonNode body = get(path);
    if (!body.path(list).isArray()) {
      throw foreign();
    }
    return body;
  }

  /**
   * Gets one report unread, for a reader that passes over what must not be held.
   *
   * @throws FeedFault when there is no good answer
   */
  public byte[] bytes(String path) {
    String base = endpoint.base().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).GET();
    endpoint.headers().forEach(request::header);
    request.header("Accept", "application/json").header("User-Agent", "keyfuse");
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), info -> new BoundedBody(MAX_BODY_BYTES));
    try {
      return read(answer.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw unreachable("no answer within " + endpoint.timeout());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unreachable(cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private byte[] read(HttpResponse<byte[]> response) {
    learnSkew(response);
    int status = response.statusCode();
    if (status != 200) {
      throw refusal(status, retryAfter(response));
    }
    return response.body();
  }

  /** Returns the fault of an answer that is not what was asked for. */
  public FeedFault foreign() {
    return new FeedFault(
        Reason.FOREIGN_ANSWER,
        endpoint + " answered something else than the report; check the base_url of the feed");
  }

  private FeedFault refusal(int status, @Nullable Duration retryAfter) {
    String said = endpoint + " answered HTTP " + status;
    if (status == 408 || status == 429 || status >= 500) {
      return new FeedFault(Reason.BUSY, said + "; it is tried again", retryAfter);
    }
    if (status == 401 || status == 403) {
      return new FeedFault(
          Reason.LOGIN_REFUSED, said + "; give the feed a credential that may read usage");
    }
    return new FeedFault(
        Reason.REQUEST_REFUSED, said + "; check the feed's settings against the provider");
  }

  private FeedFault unreachable(String why) {
    return new FeedFault(
        Reason.UNREACHABLE, endpoint + " cannot be read (" + why + "); check base_url and network");
  }

  private static @Nullable JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
    String wish = response.headers().firstValue("Retry-After").orElse("");
    try {
      Duration asked = Duration.ofSeconds(Long.parseLong(wish.strip()));
      if (asked.isNegative()) {
        return null;
      }
      return asked.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : asked;
    } catch (NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  private void learnSkew(HttpResponse<byte[]> response) {
    String date = response.headers().firstValue("Date").orElse("");
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration between = Duration.between(clock.instant(), theirs);
      boolean differs = between.minus(skew).abs().compareTo(JITTER) > 0;
      if (differs && between.abs().compareTo(MOST_SKEW) <= 0) {
        skew = between;
      }
    } catch (DateTimeException e) {
      // Without a readable header the last known difference stays.
    }
  }
}
