package io.keyfuse.schemas.registry;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;

/**
 * How often a call that no registry answered is tried, and how long apart. The pause doubles from
 * {@code firstDelay} to {@code maxDelay}, each spread by a quarter either way.
 *
 * @param rounds tries in total, each over all URLs
 * @param firstDelay pause after the first round
 * @param maxDelay longest pause
 */
@Doc("How often a call that no registry answered is tried, and how long apart.")
public record RegistryRetry(
    @Doc("Rounds over all URLs, 1 to 20; default 3.") int rounds,
    @Doc("Pause after the first round; default 200 ms.") Duration firstDelay,
    @Doc("Longest pause; default 2 s.") Duration maxDelay) {
  private static final int DEFAULT_ROUNDS = 3;

  /** Puts defaults for what is left out and checks the rest. */
  public RegistryRetry {
    rounds = rounds == 0 ? DEFAULT_ROUNDS : rounds;
    firstDelay = firstDelay == null ? Duration.ofMillis(200) : firstDelay;
    maxDelay = maxDelay == null ? Duration.ofSeconds(2) : maxDelay;
    if (rounds < 1 || rounds > 20) {
      throw new ConfigException("registry.retry.rounds", "is " + rounds + "; give 1 to 20");
    }
    if (firstDelay.toMillis() < 1) {
      throw new ConfigException(
          "registry.retry.first_delay", "is " + firstDelay + "; give at least 1 ms");
    }
    if (maxDelay.compareTo(firstDelay) <= 0) {
      throw new ConfigException(
          "registry.retry.max_delay", "is " + maxDelay + "; give more than first_delay");
    }
  }

  /** Returns three rounds, 200 ms to 2 s apart. */
  public static RegistryRetry defaults() {
    return new RegistryRetry(DEFAULT_ROUNDS, Duration.ofMillis(200), Duration.ofSeconds(2));
  }
}
