package io.keyfuse.app.topic;

import io.keyfuse.app.config.TopicOverride;
import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topic.Party;
import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What one topic should be by the table and the configuration.
 *
 * @param topic row of the table
 * @param partitions how many
 * @param replicationFactor -1 for the broker's default
 * @param settings what Keyfuse sets on it, by Kafka's names; anything else is not ours
 */
record WantedTopic(
    Topic<?> topic, int partitions, short replicationFactor, Map<String, String> settings) {

  private static final Set<Party> STREAMS = Set.of(Party.DETECT, Party.RESPOND);

  /** A letter or output of the largest size, with our own headers, its key and Kafka's framing. */
  static final int LEAST_MESSAGE_BYTES = DeadLetterRecord.LARGEST_BYTES + 100_000;

  WantedTopic {
    settings = Map.copyOf(settings);
  }

  /** Returns every topic in the table's order. */
  static List<WantedTopic> all(TopicsConfig config) {
    return Topics.all().stream().map(topic -> of(topic, config)).toList();
  }

  String name() {
    return topic.name();
  }

  /** Returns true when it matters on which partition a key is. */
  boolean placesKeys() {
    return topic.copartitioned() || topic.cleanup() == Cleanup.COMPACT;
  }

  /** Returns the setting of {@code keyfuse.yaml} that says its partitions. */
  String partitionsField() {
    return topic.copartitioned()
        ? "topics.partitions"
        : "topics.overrides." + TopicsConfig.shortName(topic) + ".partitions";
  }

  private static WantedTopic of(Topic<?> topic, TopicsConfig config) {
    TopicOverride own = config.override(topic);
    int apart = own.partitions() == null ? 1 : own.partitions();
    return new WantedTopic(
        topic,
        topic.copartitioned() ? config.partitions() : apart,
        config.replicationFactor(),
        settings(topic, config, own));
  }

  private static Map<String, String> settings(
      Topic<?> topic, TopicsConfig config, TopicOverride own) {
    Map<String, String> settings = new TreeMap<>();
    if (topic.cleanup() == Cleanup.COMPACT) {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      Duration retention = own.retention() == null ? topic.retention() : own.retention();
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }
    int replicas =
        own.minInsyncReplicas() == null ? config.minInsyncReplicas() : own.minInsyncReplicas();
    if (replicas > 0) {
      settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replicas));
    }
    if (topic.use().writers().stream().anyMatch(STREAMS::contains)) {
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LEAST_MESSAGE_BYTES));
    }
    return settings;
  }
}
