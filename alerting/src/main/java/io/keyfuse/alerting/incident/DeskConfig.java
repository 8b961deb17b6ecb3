package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;
import java.util.Map;

/**
 * Times of the incident desk.
 *
 * @param providerLag time from an applied action to the last call a provider may still let through
 * @param defaultLag the same for providers not named
 * @param reopen evidence within this time after an incident's last evidence reopens it
 * @param silence evidence that is neither repeated nor cleared counts as passed after this time
 * @param maxWatched credentials with something pending that a task keeps in memory
 */
@Doc("Times of the incident desk.")
public record DeskConfig(
    @Doc("How long each provider may still let calls through after it accepted an action.")
        Map<String, Duration> providerLag,
    @Doc("The same for providers not named; default 60s.") Duration defaultLag,
    @Doc("Evidence within this time of an incident's last evidence reopens it; default 1h.")
        Duration reopen,
    @Doc("Evidence neither repeated nor cleared counts as passed after this time; default 2h.")
        Duration silence,
    @Doc("Credentials with something pending kept in memory per task; default 100000.")
        Integer maxWatched) {

  private static final Duration MAX = Duration.ofDays(7);

  /** Applies the defaults and checks. */
  public DeskConfig {
    providerLag =
        providerLag == null ? Map.of("litellm", Duration.ofSeconds(90)) : Map.copyOf(providerLag);
    defaultLag = defaultLag == null ? Duration.ofSeconds(60) : defaultLag;
    reopen = reopen == null ? Duration.ofHours(1) : reopen;
    silence = silence == null ? Duration.ofHours(2) : silence;
    maxWatched = maxWatched == null ? (Integer) 100_000 : maxWatched;
    providerLag.forEach(
        (provider, lag) -> check("response.incidents.provider_lag." + provider, lag));
    check("response.incidents.default_lag", defaultLag);
    check("response.incidents.reopen", reopen);
    check("response.incidents.silence", silence);
    if (maxWatched < 1) {
      throw new ConfigException(
          "response.incidents.max_watched", "must be at least 1, not " + maxWatched);
    }
  }

  /** Returns the configuration with all defaults. */
  public static DeskConfig defaults() {
    return new DeskConfig(
        Map.of("litellm", Duration.ofSeconds(90)),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Duration.ofHours(2),
        100_000);
  }

  /** Returns the provider's lag allowance. */
  public Duration lagOf(String provider) {
    return providerLag.getOrDefault(provider, defaultLag);
  }

  private static void check(String field, Duration time) {
    if (time.isNegative() || time.compareTo(MAX) > 0) {
      throw new ConfigException(field, "must be between 0s and 7d, not " + time);
    }
  }
}
