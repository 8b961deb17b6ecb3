package io.keyfuse.app.topic;

import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Create;
import io.keyfuse.app.topic.TopicStep.Reason;
import io.keyfuse.app.topic.TopicStep.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what topics should be with what they are. Pure; one object may plan many times. */
final class TopicPlanner {
  private final TopicAllowance allowance;
  private final Footprint footprint;
  private final SettingRules settings;

  /** Plans with no more than what the operator allows and the running application leaves. */
  TopicPlanner(TopicAllowance allowance, Footprint footprint) {
    this.allowance = allowance;
    this.footprint = footprint;
    this.settings = new SettingRules(allowance);
  }

  /**
   * Returns how they differ.
   *
   * @param wanted every topic of the table
   * @param found those on the cluster by name; missing ones are not in it
   */
  TopicPlan plan(List<WantedTopic> wanted, Map<String, FoundTopic> found) {
    PartitionRules partitions = new PartitionRules(wanted, found, allowance, footprint);
    return new TopicPlan(
        wanted.stream().map(topic -> diff(topic, found.get(topic.name()), partitions)).toList());
  }

  private TopicDiff diff(
      WantedTopic wanted, @Nullable FoundTopic found, PartitionRules partitions) {
    if (found == null) {
      Create create =
          new Create(partitions.ofNew(wanted), wanted.replicationFactor(), wanted.settings());
      return new TopicDiff(wanted.name(), List.of(create), new TreeMap<>());
    }
    List<TopicStep> steps = new ArrayList<>();
    partitions.judge(wanted, found).ifPresent(steps::add);
    replication(wanted, found).ifPresent(steps::add);
    new TreeMap<>(wanted.settings())
        .forEach((name, to) -> settings.judge(name, to, found).ifPresent(steps::add));
    return new TopicDiff(wanted.name(), steps, left(wanted, found));
  }

  private static Optional<TopicStep> replication(WantedTopic wanted, FoundTopic found) {
    int from = found.replicationFactor();
    if (wanted.replicationFactor() < 0 || wanted.replicationFactor() == from) {
      return Optional.empty();
    }
    Change change =
        new Change(
            TopicStep.REPLICATION,
            Integer.toString(from),
            Short.toString(wanted.replicationFactor()));
    return Optional.of(
        new Refused(
            change,
            Reason.REPLICATION_FACTOR,
            "use kafka-reassign-partitions.sh, or set topics.replication_factor: " + from));
  }

  private static SortedMap<String, String> left(WantedTopic wanted, FoundTopic found) {
    SortedMap<String, String> left = new TreeMap<>();
    found.own().stream()
        .filter(name -> !wanted.settings().containsKey(name))
        .forEach(name -> left.put(name, found.settings().getOrDefault(name, "")));
    return left;
  }
}
