package io.keyfuse.app.topic;

import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Reason;
import io.keyfuse.app.topic.TopicStep.Refused;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** Judges a topic's settings: what may be changed, and what would lose records. Pure. */
final class SettingRules {
  private static final String ALLOW = "; or allow it with --allow-data-loss";

  private final TopicAllowance allowance;

  SettingRules(TopicAllowance allowance) {
    this.allowance = allowance;
  }

  /** Returns what to do about one setting; empty when it is as wanted or may not be read. */
  Optional<TopicStep> judge(String setting, String to, FoundTopic found) {
    String from = found.settings().get(setting);
    if (from == null || fits(setting, from, to)) {
      return Optional.empty();
    }
    Change change = new Change(setting, from, to);
    return Optional.of(
        switch (setting) {
          case TopicConfig.RETENTION_MS_CONFIG -> retention(change);
          case TopicConfig.CLEANUP_POLICY_CONFIG -> cleanup(change);
          case TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG -> replicas(change, found);
          default -> new TopicStep.Set(change);
        });
  }

  private TopicStep retention(Change change) {
    return forever(change.to()) >= forever(change.from())
        ? new TopicStep.Set(change)
        : losing(change, Reason.DATA_LOSS, "set a retention of " + change.from() + " ms or more");
  }

  /** A policy that the topic does not have yet deletes records that it keeps today. */
  private TopicStep cleanup(Change change) {
    return policies(change.from()).containsAll(policies(change.to()))
        ? new TopicStep.Set(change)
        : losing(change, Reason.DATA_LOSS, "copy what must be kept to another topic first");
  }

  private TopicStep replicas(Change change, FoundTopic found) {
    int to = Integer.parseInt(change.to());
    if (to > found.replicationFactor()) {
      return new Refused(
          change,
          Reason.UNWRITABLE,
          "add replicas with kafka-reassign-partitions.sh first, or want at most "
              + found.replicationFactor());
    }
    return to >= Integer.parseInt(change.from())
        ? new TopicStep.Set(change)
        : losing(
            change, Reason.WEAKER_WRITES, "set min_insync_replicas: " + change.from() + " or more");
  }

  private TopicStep losing(Change change, Reason reason, String fix) {
    return allowance.dataLoss()
        ? new TopicStep.Set(change)
        : new Refused(change, reason, fix + ALLOW);
  }

  private static boolean fits(String setting, String from, String to) {
    return switch (setting) {
      case TopicConfig.CLEANUP_POLICY_CONFIG -> policies(from).equals(policies(to));
      case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> Long.parseLong(from) >= Long.parseLong(to);
      default -> from.equals(to);
    };
  }

  private static Set<String> policies(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  /** Kafka writes -1 for a retention without end. */
  private static long forever(String ms) {
    long value = Long.parseLong(ms);
    return value < 0 ? Long.MAX_VALUE : value;
  }
}
