package io.keyfuse.alerting.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Empties the lanes' outboxes into one transaction, together with the offsets that are finished,
 * and tells the lanes once it is committed. Used by the worker's thread.
 */
final class LanePublishing {
  private static final int MAX_FAILED_COMMITS = 20;

  private final LoopParts parts;
  private final Map<TopicPartition, PartitionLane> lanes;
  private final WorkerMetrics metrics;
  private final CrashPoints hook;
  private int failedCommits;

  /**
   * Makes it.
   *
   * @param lanes the loop's own, as they come and go
   */
  LanePublishing(
      LoopParts parts,
      Map<TopicPartition, PartitionLane> lanes,
      WorkerMetrics metrics,
      CrashPoints hook) {
    this.parts = parts;
    this.lanes = lanes;
    this.metrics = metrics;
    this.hook = hook;
  }

  /**
   * Publishes all that waits; what cannot be published yet stays.
   *
   * @throws KafkaException when nothing can be published any more
   */
  void publish() {
    List<Publication> batch = new ArrayList<>();
    lanes.values().forEach(lane -> batch.addAll(lane.outbox()));
    for (Publication publication : batch) {
      if (publication.isIntent()) {
        publication.reached(hook, CrashPoint.BEFORE_INTENT);
      }
      lane(publication).finishing(publication);
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = offsets(batch);
    if (offsets.isEmpty()) {
      return;
    }
    if (!parts.publisher().publish(batch, offsets, parts.consumer().groupMetadata())) {
      failedCommits++;
      if (failedCommits >= MAX_FAILED_COMMITS) {
        throw new KafkaException("outcomes could not be published " + failedCommits + " times");
      }
      return;
    }
    failedCommits = 0;
    offsets.forEach((partition, at) -> committed(partition, at.offset()));
    batch.forEach(this::published);
  }

  /** Offsets of every lane that publishes or has moved on. */
  private Map<TopicPartition, OffsetAndMetadata> offsets(List<Publication> batch) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    lanes.forEach(
        (partition, lane) -> {
          boolean publishes =
              batch.stream().anyMatch(p -> p.source().partition().equals(partition));
          if (publishes || lane.offsets().isDirty()) {
            offsets.put(partition, new OffsetAndMetadata(lane.offsets().position()));
          }
        });
    return offsets;
  }

  private void committed(TopicPartition partition, long offset) {
    PartitionLane lane = lanes.get(partition);
    if (lane != null) {
      lane.offsets().committed(offset);
      lane.outbox().clear();
    }
  }

  private void published(Publication publication) {
    publication.reached(
        hook, publication.isIntent() ? CrashPoint.AFTER_INTENT : CrashPoint.AFTER_COMMIT);
    metrics.published(publication);
    lane(publication).published(publication);
  }

  private PartitionLane lane(Publication publication) {
    PartitionLane lane = lanes.get(publication.source().partition());
    if (lane == null) {
      throw new IllegalStateException("a publication outlived its partition");
    }
    return lane;
  }
}
