package io.keyfuse.ingest.http;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bounds of the HTTP intake. Immutable; omitted values take their defaults. */
@Doc("The HTTP intake POST /v1/usage.")
public record HttpIntakeConfig(
    @Doc("Who may post: a name for the log and where the bearer token is.") List<Token> tokens,
    @Doc("Largest body in bytes, compressed or not. Default 8388608.") Integer maxBodyBytes,
    @Doc("Largest record in bytes. Default 65536.") Integer maxRecordBytes,
    @Doc("Most records of one request. Default 5000.") Integer maxRecords,
    @Doc("Requests served at the same time; more are answered 429. Default 64.")
        Integer maxInFlightRequests,
    @Doc("Records handed to Kafka and not yet acknowledged; more are answered 503. Default 100000.")
        Integer maxInFlightRecords,
    @Doc("How long Kafka may take to acknowledge a request. Default 15s.") Duration publishTimeout,
    @Doc("What Retry-After tells a refused client. Default 1s.") Duration retryAfter) {

  private static final int MIB = 1024 * 1024;

  /** One client's right to post. */
  @Doc("One client that may post.")
  public record Token(
      @Doc("Name of the client, for logs.") String name,
      @Doc("Where its bearer token is.") SecretRef token) {

    /** Checks that both are there. */
    public Token {
      require(name != null && !name.isBlank(), "tokens.name", "name the client");
      require(token != null, "tokens.token", "say where the token is: {env: NAME} or {file: PATH}");
    }
  }

  /** Fills in defaults and checks. */
  public HttpIntakeConfig {
    tokens = tokens == null ? List.of() : List.copyOf(tokens);
    maxBodyBytes = bounded("max_body_bytes", maxBodyBytes, 8 * MIB, 64 * MIB);
    maxRecordBytes = bounded("max_record_bytes", maxRecordBytes, 64 * 1024, MIB);
    maxRecords = bounded("max_records", maxRecords, 5_000, 100_000);
    maxInFlightRequests = bounded("max_in_flight_requests", maxInFlightRequests, 64, 10_000);
    maxInFlightRecords = bounded("max_in_flight_records", maxInFlightRecords, 100_000, 10_000_000);
    publishTimeout = positive("publish_timeout", publishTimeout, Duration.ofSeconds(15));
    retryAfter = positive("retry_after", retryAfter, Duration.ofSeconds(1));
    Set<String> names = new HashSet<>();
    tokens.forEach(t -> require(names.add(t.name()), "tokens", "two are named " + t.name()));
  }

  /** Returns the defaults, without tokens. */
  public static HttpIntakeConfig defaults() {
    return new HttpIntakeConfig(
        List.of(),
        8 * MIB,
        64 * 1024,
        5_000,
        64,
        100_000,
        Duration.ofSeconds(15),
        Duration.ofSeconds(1));
  }

  private static Integer bounded(String field, Integer value, int fallback, int most) {
    int number = value == null ? fallback : value;
    require(number >= 1 && number <= most, field, "must lie within 1 and " + most);
    return number;
  }

  private static Duration positive(String field, Duration value, Duration fallback) {
    Duration duration = value == null ? fallback : value;
    boolean fits =
        duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(Duration.ofMinutes(10)) <= 0;
    require(fits, field, "must be above 0 and at most 10m");
    return duration;
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new ConfigException("ingest.http." + field, problem);
    }
  }
}
