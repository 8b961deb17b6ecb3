package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A planned misbehaviour of a stand-in.
 *
 * @param kind what happens
 * @param remaining how many requests it hits
 * @param scope which requests: {@code admin}, {@code inference} or {@code all}
 * @param method only this HTTP method; null for every one
 * @param path only requests whose path, or form, has this part; empty for every one
 * @param afterEffect true: the request takes effect and only its answer is spoilt
 * @param status HTTP status of {@link Kind#STATUS}
 * @param retryAfterSeconds sent as Retry-After when at least 0
 * @param latency how long {@link Kind#LATENCY} waits
 */
public record Fault(
    Kind kind,
    int remaining,
    String scope,
    @Nullable String method,
    String path,
    boolean afterEffect,
    int status,
    int retryAfterSeconds,
    Duration latency) {

  /** Kinds of misbehaviour. */
  public enum Kind {
    /** Answers late. */
    LATENCY,
    /** Answers with an HTTP error of the provider's form. */
    STATUS,
    /** Closes the connection without an answer. */
    RESET,
    /** Answers 200 with text that is no JSON. */
    WRONG_JSON
  }

  /** Returns a fault of the kind that hits the next {@code count} admin calls. */
  public static Fault next(Kind kind, int count) {
    return new Fault(kind, count, "admin", null, "", false, 500, -1, Duration.ZERO);
  }

  /** Returns the same fault with another status. */
  public Fault withStatus(int code, int retryAfter) {
    return new Fault(kind, remaining, scope, method, path, afterEffect, code, retryAfter, latency);
  }

  /** Returns the same fault with a waiting time. */
  public Fault withLatency(Duration wait) {
    return new Fault(
        kind, remaining, scope, method, path, afterEffect, status, retryAfterSeconds, wait);
  }

  /** Returns the same fault for requests of one method, after they took effect or instead. */
  public Fault on(String httpMethod, boolean after) {
    return new Fault(
        kind, remaining, scope, httpMethod, path, after, status, retryAfterSeconds, latency);
  }

  /** Returns the same fault for requests whose path, or form, has a part. */
  public Fault onPath(String part) {
    return new Fault(
        kind, remaining, scope, method, part, afterEffect, status, retryAfterSeconds, latency);
  }

  boolean hits(StandInRequest request, boolean admin) {
    boolean inScope = scope.equals("all") || scope.equals(admin ? "admin" : "inference");
    boolean fits = method == null || method.equals(request.method());
    return remaining > 0 && inScope && fits && request.target().contains(path);
  }

  Fault spent() {
    return new Fault(
        kind, remaining - 1, scope, method, path, afterEffect, status, retryAfterSeconds, latency);
  }

  static Fault parse(ObjectNode node) {
    try {
      return new Fault(
          Kind.valueOf(Json.required(node, "kind").toUpperCase(Locale.ROOT)),
          node.path("count").asInt(1),
          node.path("scope").asText("admin"),
          Json.text(node, "method"),
          node.path("path").asText(""),
          node.path("after_effect").asBoolean(false),
          node.path("status").asInt(500),
          node.path("retry_after_seconds").asInt(-1),
          Duration.ofMillis(node.path("latency_ms").asLong(0)));
    } catch (IllegalArgumentException e) {
      throw new StandInRefusal(
          400, "invalid_fault", "kind: one of latency, status, reset, wrong_json");
    }
  }

  ObjectNode toJson() {
    return Json.object()
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("count", remaining)
        .put("scope", scope)
        .put("method", method)
        .put("path", path)
        .put("after_effect", afterEffect)
        .put("status", status)
        .put("retry_after_seconds", retryAfterSeconds)
        .put("latency_ms", latency.toMillis());
  }
}
