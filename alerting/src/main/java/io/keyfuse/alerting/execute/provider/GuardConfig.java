package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;

/**
 * Limits of calls to one provider.
 *
 * @param parallelCalls commands under way at one provider at a time
 * @param breakerFailures failures in a row that open the circuit
 * @param breakerDelay how long an open circuit stays open
 */
@Doc("Limits of calls to one provider, so that its outage holds up no other.")
public record GuardConfig(
    @Doc("Commands under way at one provider at a time; default 4.") Integer parallelCalls,
    @Doc("Failures in a row that open the circuit; default 5.") Integer breakerFailures,
    @Doc("How long an open circuit stays open; default 5s.") Duration breakerDelay) {

  private static final int PARALLEL = 4;
  private static final int FAILURES = 5;
  private static final Duration DELAY = Duration.ofSeconds(5);

  /** Applies the defaults and checks. */
  public GuardConfig {
    parallelCalls = parallelCalls == null ? (Integer) PARALLEL : parallelCalls;
    breakerFailures = breakerFailures == null ? (Integer) FAILURES : breakerFailures;
    breakerDelay = breakerDelay == null ? DELAY : breakerDelay;
    if (parallelCalls < 1 || parallelCalls > 64) {
      throw new ConfigException("parallel_calls", "must be 1 to 64, not " + parallelCalls);
    }
    if (breakerFailures < 1) {
      throw new ConfigException("breaker_failures", "must be at least 1");
    }
    if (breakerDelay.isNegative() || breakerDelay.isZero()) {
      throw new ConfigException("breaker_delay", "must be above 0");
    }
  }

  /** Returns the default limits. */
  public static GuardConfig defaults() {
    return new GuardConfig(PARALLEL, FAILURES, DELAY);
  }
}
