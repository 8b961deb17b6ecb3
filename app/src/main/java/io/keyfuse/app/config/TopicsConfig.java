package io.keyfuse.app.config;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;

/**
 * How topics are made and checked.
 *
 * @param create make what is missing; otherwise a missing topic is a start-up failure
 * @param partitions of topics that are made
 * @param replicationFactor of topics that are made; -1 takes the broker's default
 * @param minInsyncReplicas of topics that are made; 0 takes the broker's default
 */
@Doc("How topics are made and checked at start.")
public record TopicsConfig(
    @Doc("Make topics that are missing; when false a missing topic stops the start.")
        boolean create,
    @Doc("Partitions of topics that are made; the same for all that are keyed by credential.")
        int partitions,
    @Doc("Replication factor of topics that are made; -1 takes the broker's default.")
        short replicationFactor,
    @Doc("min.insync.replicas of topics that are made; 0 takes the broker's default.")
        int minInsyncReplicas) {

  /** Checks the ranges. */
  public TopicsConfig {
    if (partitions < 1 || partitions > 10_000) {
      throw new ConfigException("partitions", partitions + " is out of range; use 1 to 10000");
    }
    if (replicationFactor == 0 || replicationFactor < -1) {
      throw new ConfigException(
          "replication_factor", replicationFactor + " is out of range; use -1 or at least 1");
    }
    if (minInsyncReplicas < 0) {
      throw new ConfigException("min_insync_replicas", "must be 0 or more");
    }
  }

  /** Makes topics with 12 partitions and the broker's replication. */
  public static TopicsConfig defaults() {
    return new TopicsConfig(true, 12, (short) -1, 0);
  }
}
