package io.keyfuse.console;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the console. Omitted fields take the documented default. Immutable.
 *
 * @param token where the bearer token is; {@code keyfuse run} requires it
 * @param maxStreams event streams open at once
 * @param maxIncidents incidents kept in memory
 * @param maxKeys keys kept in memory, for states and for spend each
 * @param lookBack how far back topics are read at start
 * @param heartbeat longest silence on an event stream
 */
@Doc("The console: read model, API and page.")
public record ConsoleConfig(
    @Doc("Where the bearer token of the API is, at least 16 characters; required by run.")
        @Nullable SecretRef token,
    @Doc("Event streams open at once, 1 to 256; default 16.") Integer maxStreams,
    @Doc("Incidents kept in memory, 10 to 10000; default 500. Commands: twice as many.")
        Integer maxIncidents,
    @Doc("Keys kept in memory, 100 to 100000; default 10000.") Integer maxKeys,
    @Doc("How far back topics are read at start, 1 h to 90 d; default 7 d.") Duration lookBack,
    @Doc("Longest silence on an event stream, 1 s to 60 s; default 15 s.") Duration heartbeat) {

  private static final int MIN_TOKEN = 16;

  /** Applies defaults and checks ranges. */
  public ConsoleConfig {
    maxStreams = within("max_streams", maxStreams == null ? 16 : maxStreams, 1, 256);
    maxIncidents = within("max_incidents", maxIncidents == null ? 500 : maxIncidents, 10, 10_000);
    maxKeys = within("max_keys", maxKeys == null ? 10_000 : maxKeys, 100, 100_000);
    lookBack = lookBack == null ? Duration.ofDays(7) : lookBack;
    check("look_back", lookBack, Duration.ofHours(1), Duration.ofDays(90));
    heartbeat = heartbeat == null ? Duration.ofSeconds(15) : heartbeat;
    check("heartbeat", heartbeat, Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  /** Returns the defaults, without a token. */
  public static ConsoleConfig defaults() {
    return new ConsoleConfig(null, 16, 500, 10_000, Duration.ofDays(7), Duration.ofSeconds(15));
  }

  /**
   * Reads the bearer token.
   *
   * @throws ConfigException when no place is named, the place is empty or the token is too short
   */
  public String resolveToken(Map<String, String> environment) {
    if (token == null) {
      throw new ConfigException(
          "console.token", "missing; name a file or environment variable that holds it");
    }
    String secret = token.resolve("console.token", environment);
    if (secret.length() < MIN_TOKEN) {
      throw new ConfigException(
          "console.token",
          "shorter than " + MIN_TOKEN + " characters; make one with: openssl rand -hex 32");
    }
    return secret;
  }

  private static Integer within(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ConfigException(
          "console." + field, value + " is outside " + min + " to " + max + "; choose one inside");
    }
    return value;
  }

  private static void check(String field, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new ConfigException(
          "console." + field, value + " is outside " + min + " to " + max + "; choose one inside");
    }
  }
}
