package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;

/**
 * When a provider that does not answer is left alone for a while.
 *
 * @param breakerFailures failures in a row that open the circuit
 * @param breakerDelay how long an open circuit stays open
 */
@Doc("When a provider that does not answer is left alone for a while.")
public record GuardConfig(
    @Doc("Failures in a row that open the circuit; default 5.") Integer breakerFailures,
    @Doc("How long an open circuit stays open; default 5s.") Duration breakerDelay) {

  private static final int FAILURES = 5;
  private static final Duration DELAY = Duration.ofSeconds(5);

  /** Applies the defaults and checks. */
  public GuardConfig {
    breakerFailures = breakerFailures == null ? (Integer) FAILURES : breakerFailures;
    breakerDelay = breakerDelay == null ? DELAY : breakerDelay;
    if (breakerFailures < 1) {
      throw new ConfigException("breaker_failures", "must be at least 1");
    }
    if (breakerDelay.isNegative() || breakerDelay.isZero()) {
      throw new ConfigException("breaker_delay", "must be above 0");
    }
  }

  /** Returns the default limits. */
  public static GuardConfig defaults() {
    return new GuardConfig(FAILURES, DELAY);
  }
}
