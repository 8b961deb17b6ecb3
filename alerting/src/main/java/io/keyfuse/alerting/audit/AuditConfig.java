package io.keyfuse.alerting.audit;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;

/**
 * How decisions are chained.
 *
 * @param checkpointEvery decisions from one signature to the next, 1 to 100,000
 */
@Doc("How decisions are chained.")
public record AuditConfig(
    @Doc("Decisions of a partition from one signed checkpoint to the next; default 1, each.")
        Integer checkpointEvery) {
  private static final int MOST = 100_000;

  /** Applies the default and checks. */
  public AuditConfig {
    checkpointEvery = checkpointEvery == null ? (Integer) 1 : checkpointEvery;
    if (checkpointEvery < 1 || checkpointEvery > MOST) {
      throw new ConfigException(
          "response.audit.checkpoint_every",
          "must be between 1 and " + MOST + ", not " + checkpointEvery);
    }
  }

  /** Returns the configuration that signs as rarely as can be, for logs that nobody verifies. */
  public static AuditConfig sparse() {
    return new AuditConfig(MOST);
  }

  /** Returns the configuration with all defaults. */
  public static AuditConfig defaults() {
    return new AuditConfig(1);
  }
}
