package io.keyfuse.app.config;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one topic is to have instead of what the table and the section say; null leaves it.
 *
 * @param partitions only where the topic stands apart from those keyed by credential
 * @param retention only where old records are deleted
 * @param minInsyncReplicas 0 takes the broker's default
 */
@Doc("What one topic is to have instead; leave out what stays.")
public record TopicOverride(
    @Doc("Partitions; only of policies.v1 and dlq.v1, which stand apart from the others.")
        @Nullable Integer partitions,
    @Doc("How long records are kept; only where cleanup.policy is delete.")
        @Nullable Duration retention,
    @Doc("min.insync.replicas of this topic; 0 takes the broker's default.")
        @Nullable Integer minInsyncReplicas) {
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** Checks the ranges. */
  public TopicOverride {
    if (partitions != null) {
      TopicsConfig.checkPartitions(partitions);
    }
    if (retention != null && retention.compareTo(SHORTEST) < 0) {
      throw new ConfigException(
          "retention", Durations.format(retention) + " is too short; use at least 1h");
    }
    if (minInsyncReplicas != null) {
      TopicsConfig.checkMinInsyncReplicas(minInsyncReplicas);
    }
  }
}
