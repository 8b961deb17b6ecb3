package io.keyfuse.app.config;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How topics are made and checked.
 *
 * @param create make what is missing; otherwise a missing topic is a start-up failure
 * @param partitions of the topics keyed by credential
 * @param replicationFactor of every topic; -1 takes the broker's default
 * @param minInsyncReplicas of every topic; 0 takes the broker's default
 * @param overrides what single topics are to have instead, by name without {@code keyfuse.}
 */
@Doc("How topics are made and checked at start, and what `keyfuse topics` holds them to.")
public record TopicsConfig(
    @Doc("Make topics that are missing; when false a missing topic stops the start.")
        boolean create,
    @Doc("Partitions of the topics keyed by credential; the same for all of them.") int partitions,
    @Doc("Replication factor; in production 3; -1 takes the broker's default.")
        short replicationFactor,
    @Doc("min.insync.replicas; in production 2; 0 takes the broker's default.")
        int minInsyncReplicas,
    @Doc("What single topics are to have instead, by name without keyfuse., such as spend.v1.")
        Map<String, TopicOverride> overrides) {
  private static final String PREFIX = "keyfuse.";

  /** Checks the ranges, and that each override names a topic that can take it. */
  public TopicsConfig {
    checkPartitions(partitions);
    if (replicationFactor == 0 || replicationFactor < -1) {
      throw new ConfigException(
          "replication_factor", replicationFactor + " is out of range; use -1 or at least 1");
    }
    checkMinInsyncReplicas(minInsyncReplicas);
    checkReplicas("min_insync_replicas", minInsyncReplicas, replicationFactor);
    Map<String, Topic<?>> known = new LinkedHashMap<>();
    Topics.all().forEach(topic -> known.put(shortName(topic), topic));
    for (Map.Entry<String, @Nullable TopicOverride> entry : overrides.entrySet()) {
      String path = "overrides." + entry.getKey();
      TopicOverride override = entry.getValue();
      if (override == null) {
        throw new ConfigException(path, "is empty; write what differs or remove the line");
      }
      check(path, known(path, entry.getKey(), known), override);
      checkReplicas(path + ".min_insync_replicas", override.minInsyncReplicas(), replicationFactor);
    }
    overrides = Map.copyOf(overrides);
  }

  /** Makes topics with 12 partitions and the broker's replication. */
  public static TopicsConfig defaults() {
    return new TopicsConfig(true, 12, (short) -1, 0, Map.of());
  }

  /** Returns what is said about one topic alone. */
  public TopicOverride override(Topic<?> topic) {
    return overrides.getOrDefault(shortName(topic), new TopicOverride(null, null, null));
  }

  /** Returns the topic's name under {@code overrides}. */
  public static String shortName(Topic<?> topic) {
    return topic.name().substring(PREFIX.length());
  }

  static void checkPartitions(int partitions) {
    if (partitions < 1 || partitions > 10_000) {
      throw new ConfigException("partitions", partitions + " is out of range; use 1 to 10000");
    }
  }

  static void checkMinInsyncReplicas(int replicas) {
    if (replicas < 0) {
      throw new ConfigException("min_insync_replicas", "must be 0 or more");
    }
  }

  private static Topic<?> known(String path, String name, Map<String, Topic<?>> known) {
    Topic<?> topic = known.get(name);
    if (topic == null) {
      throw new ConfigException(
          path,
          "no such topic; "
              + NearestName.of(name, known.keySet())
                  .map(near -> "did you mean '" + near + "'?")
                  .orElse("known: " + String.join(", ", known.keySet())));
    }
    return topic;
  }

  private static void check(String path, Topic<?> topic, TopicOverride override) {
    if (override.partitions() != null && topic.copartitioned()) {
      throw new ConfigException(
          path + ".partitions",
          "topics keyed by credential have equal counts; set topics.partitions for all of them");
    }
    if (override.retention() != null && topic.cleanup() == Cleanup.COMPACT) {
      throw new ConfigException(
          path + ".retention",
          "the topic is compacted and keeps the newest of each key; remove it");
    }
  }

  private static void checkReplicas(String path, @Nullable Integer least, short factor) {
    if (least != null && factor > 0 && least > factor) {
      throw new ConfigException(
          path,
          least
              + " is above replication_factor "
              + factor
              + ", so no write would succeed; lower it");
    }
  }
}
