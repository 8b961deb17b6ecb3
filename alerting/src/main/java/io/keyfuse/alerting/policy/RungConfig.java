package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.PolicyRung;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * One rung of a ladder.
 *
 * @param action what to do
 * @param after wait after the previous rung; the first rung waits after the incident opened
 * @param minProbability least probability of the cause
 * @param parameters limits of the action
 */
@Doc("One rung of a policy's ladder.")
public record RungConfig(
    @Doc("THROTTLE, CAP, SUSPEND or REVOKE.") CommandAction action,
    @Doc("Wait after the previous rung while the key still spends; default 0s.") Duration after,
    @Doc("Least probability of the cause, above 0 up to 1; default 0.9.") Double minProbability,
    @Doc("Limits of the action, for example limit_usd of a CAP.") Map<String, String> parameters) {

  private static final double DEFAULT_PROBABILITY = 0.9;

  /** Applies the defaults. */
  public RungConfig {
    after = after == null ? Duration.ZERO : after;
    minProbability = minProbability == null ? (Double) DEFAULT_PROBABILITY : minProbability;
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
  }

  /** Returns a rung that acts at once at the default probability. */
  public static RungConfig of(CommandAction action) {
    return new RungConfig(action, Duration.ZERO, DEFAULT_PROBABILITY, Map.of());
  }

  PolicyRung toRung(String path) {
    if (action == null || ActionRank.of(action) == 0) {
      throw new ConfigException(
          path + ".action", "must be one of THROTTLE, CAP, SUSPEND, REVOKE, not " + action);
    }
    if (after.isNegative()) {
      throw new ConfigException(path + ".after", "must not be negative");
    }
    // The comparison is written so that NaN fails it.
    if (!(minProbability > 0 && minProbability <= 1)) {
      throw new ConfigException(
          path + ".min_probability", "must be above 0 and at most 1, not " + minProbability);
    }
    checkLimit(path + ".parameters.limit_usd");
    return PolicyRung.newBuilder()
        .setAction(action)
        .setAfterMs(after.toMillis())
        .setMinProbability(minProbability)
        .setParameters(parameters)
        .build();
  }

  private void checkLimit(String field) {
    String limit = parameters.get("limit_usd");
    if (limit == null) {
      if (action == CommandAction.CAP) {
        throw new ConfigException(field, "missing; a CAP needs its limit, for example \"25.00\"");
      }
      return;
    }
    try {
      if (new BigDecimal(limit).signum() < 0) {
        throw new ConfigException(field, "must not be negative");
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(field, "'" + limit + "' is no decimal number of US dollars");
    }
  }
}
