package io.keyfuse.app.topic;

import java.util.List;

/**
 * What of the application is on the cluster beside its topics.
 *
 * @param activeGroups its consumer groups that have members
 * @param internalTopics topics in which Kafka Streams keeps its state
 */
record Footprint(List<String> activeGroups, List<String> internalTopics) {
  /** Nothing runs and nothing is kept. */
  static final Footprint NONE = new Footprint(List.of(), List.of());

  Footprint {
    activeGroups = List.copyOf(activeGroups);
    internalTopics = List.copyOf(internalTopics);
  }
}
