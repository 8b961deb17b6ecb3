package io.keyfuse.app.topic;

import io.keyfuse.app.topic.TopicStep.AddPartitions;
import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Reason;
import io.keyfuse.app.topic.TopicStep.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges partition counts. The topics keyed by credential have one count together, and a new one
 * takes the count of those that are there. Pure.
 */
final class PartitionRules {
  private final Set<Integer> counts;
  private final TopicAllowance allowance;
  private final Footprint footprint;

  PartitionRules(
      Collection<WantedTopic> wanted,
      Map<String, FoundTopic> found,
      TopicAllowance allowance,
      Footprint footprint) {
    this.counts =
        wanted.stream()
            .filter(topic -> topic.topic().copartitioned())
            .flatMap(topic -> Optional.ofNullable(found.get(topic.name())).stream())
            .map(FoundTopic::partitions)
            .collect(Collectors.toUnmodifiableSet());
    this.allowance = allowance;
    this.footprint = footprint;
  }

  /** Returns the count with which a missing topic is made. */
  int ofNew(WantedTopic topic) {
    boolean joins = topic.topic().copartitioned() && counts.size() == 1 && !allowance.repartition();
    return joins ? counts.iterator().next() : topic.partitions();
  }

  /** Returns what to do about a topic's count; empty when it is as wanted. */
  Optional<TopicStep> judge(WantedTopic wanted, FoundTopic found) {
    int from = found.partitions();
    int to = wanted.partitions();
    if (from == to) {
      return Optional.empty();
    }
    Change change = new Change(TopicStep.PARTITIONS, Integer.toString(from), Integer.toString(to));
    if (from > to) {
      return Optional.of(fewer(wanted, change));
    }
    return Optional.of(wanted.placesKeys() ? moving(wanted, change) : new AddPartitions(from, to));
  }

  private TopicStep fewer(WantedTopic wanted, Change change) {
    return isUneven(wanted)
        ? new Refused(change, Reason.UNEVEN_PARTITIONS, "want the highest of " + counts)
        : new Refused(
            change,
            Reason.FEWER_PARTITIONS,
            "set " + wanted.partitionsField() + ": " + change.from());
  }

  private TopicStep moving(WantedTopic wanted, Change change) {
    if (!allowance.repartition()) {
      return isUneven(wanted)
          ? new Refused(
              change, Reason.UNEVEN_PARTITIONS, "recreate the odd one, or use --allow-repartition")
          : new Refused(
              change,
              Reason.KEY_PLACEMENT,
              "set "
                  + wanted.partitionsField()
                  + ": "
                  + change.from()
                  + "; or read what --allow-repartition breaks and use it");
    }
    if (!footprint.activeGroups().isEmpty()) {
      return new Refused(
          change,
          Reason.APPLICATION_RUNNING,
          "stop every instance, then apply again; active: " + named(footprint.activeGroups()));
    }
    if (!footprint.internalTopics().isEmpty()) {
      return new Refused(
          change,
          Reason.STATE_EXISTS,
          "drop it with kafka-streams-application-reset.sh and delete streams.state_dir; found: "
              + named(footprint.internalTopics()));
    }
    return new AddPartitions(Integer.parseInt(change.from()), wanted.partitions());
  }

  private boolean isUneven(WantedTopic wanted) {
    return wanted.topic().copartitioned() && counts.size() > 1;
  }

  private static String named(List<String> names) {
    int more = names.size() - 3;
    String first = String.join(", ", names.subList(0, Math.min(3, names.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
