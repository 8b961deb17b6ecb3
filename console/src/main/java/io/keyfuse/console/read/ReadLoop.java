package io.keyfuse.console.read;

import io.keyfuse.console.model.ReadModel;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass of the reader over an open consumer. An unreadable record is counted and left out; a
 * registry that does not answer is no fault of the record, so the pass fails and is begun again.
 * Used by one thread.
 */
final class ReadLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PARTITION_CHECK = Duration.ofMinutes(1);

  private final Map<String, TopicFold> folds;
  private final StartOffsets offsets;
  private final ReadModel model;
  private final ReadMeters meters;
  private final InstantSource clock;
  private Map<TopicPartition, Long> ends = Map.of();
  private Instant nextCheck = Instant.MIN;
  private boolean caughtUp;

  ReadLoop(
      List<TopicFold> folds,
      ReadModel model,
      ReadMeters meters,
      InstantSource clock,
      Duration lookBack) {
    this.folds =
        folds.stream().collect(Collectors.toMap(f -> f.topic().name(), Function.identity()));
    List<Topic<?>> topics = folds.stream().<Topic<?>>map(TopicFold::topic).toList();
    this.offsets = new StartOffsets(topics, lookBack);
    this.model = model;
    this.meters = meters;
    this.clock = clock;
  }

  void open(Consumer<String, byte[]> consumer) {
    ends = offsets.assign(consumer, clock.instant());
    nextCheck = clock.instant().plus(PARTITION_CHECK);
  }

  /** Reads once; returns false when topics got more partitions and must be assigned again. */
  boolean step(Consumer<String, byte[]> consumer) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      fold(record);
    }
    if (!caughtUp && ends.entrySet().stream().allMatch(e -> reached(consumer, e))) {
      caughtUp = true;
      model.caughtUp(true);
    }
    if (clock.instant().isBefore(nextCheck)) {
      return true;
    }
    nextCheck = clock.instant().plus(PARTITION_CHECK);
    return offsets.partitions(consumer).equals(consumer.assignment());
  }

  private void fold(ConsumerRecord<String, byte[]> record) {
    TopicFold fold = folds.get(record.topic());
    if (fold == null) {
      return;
    }
    try {
      fold.sink().take(record.key() == null ? "" : record.key(), record.value());
      meters.folded(record.topic());
    } catch (RuntimeException e) {
      if (RegistryException.isCausedByUnavailability(e)) {
        throw e;
      }
      meters.unreadable(record.topic());
      LOG.warn(
          "left out an unreadable record at {}-{} offset {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) >= end.getValue();
  }
}
