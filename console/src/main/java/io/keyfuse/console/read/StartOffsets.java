package io.keyfuse.console.read;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Assigns every partition of the console's topics and seeks to where reading starts: a compacted
 * topic from its beginning, spend two hours back, the others as far back as asked. No consumer
 * group, hence nothing to commit and nothing to share with another console.
 */
final class StartOffsets {
  private static final Duration SPEND_LOOK_BACK = Duration.ofHours(2);

  private final List<Topic<?>> topics;
  private final Duration lookBack;

  StartOffsets(List<Topic<?>> topics, Duration lookBack) {
    this.topics = topics;
    this.lookBack = lookBack;
  }

  /** Returns the partitions that exist now; a topic without any is missing. */
  Set<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    Set<TopicPartition> found = new HashSet<>();
    for (Topic<?> topic : topics) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic.name());
      if (infos == null || infos.isEmpty()) {
        throw new IllegalStateException(
            "topic " + topic.name() + " is missing; create it, or let keyfuse create its topics");
      }
      infos.forEach(info -> found.add(new TopicPartition(info.topic(), info.partition())));
    }
    return found;
  }

  /** Assigns and seeks; returns the end of each partition at this moment. */
  Map<TopicPartition, Long> assign(Consumer<String, byte[]> consumer, Instant now) {
    Set<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    List<TopicPartition> whole = new ArrayList<>();
    Map<TopicPartition, Long> since = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Topic<?> topic = topicOf(partition);
      if (topic.cleanup() == Cleanup.COMPACT) {
        whole.add(partition);
      } else {
        boolean spend = topic.equals(Topics.SPEND);
        since.put(partition, now.minus(spend ? SPEND_LOOK_BACK : lookBack).toEpochMilli());
      }
    }
    consumer.seekToBeginning(whole);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(since);
    since.keySet().forEach(p -> consumer.seek(p, offset(starts, ends, p)));
    return ends;
  }

  private Topic<?> topicOf(TopicPartition partition) {
    return topics.stream()
        .filter(topic -> topic.name().equals(partition.topic()))
        .findFirst()
        .orElseThrow();
  }

  private static long offset(
      Map<TopicPartition, OffsetAndTimestamp> starts,
      Map<TopicPartition, Long> ends,
      TopicPartition partition) {
    OffsetAndTimestamp start = starts.get(partition);
    return start == null ? ends.getOrDefault(partition, 0L) : start.offset();
  }
}
