package io.keyfuse.app.topic;

import java.util.Map;
import java.util.Set;

/**
 * What one topic is on the cluster.
 *
 * @param partitions how many
 * @param replicationFactor replicas of the partition that has fewest
 * @param settings those in force by Kafka's names; empty when they may not be read
 * @param own names of settings made on the topic itself rather than on the broker
 */
record FoundTopic(
    int partitions, int replicationFactor, Map<String, String> settings, Set<String> own) {
  FoundTopic {
    settings = Map.copyOf(settings);
    own = Set.copyOf(own);
  }
}
