package io.keyfuse.ingest.stream;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Tells where a partition truly ends. The end of its committed records would not do: it lies before
 * a transaction that is open elsewhere, and so before records that are committed already. Used by
 * one thread.
 */
final class FeedEnds implements AutoCloseable {
  private static final int SECONDS = 30;

  private final Admin admin;

  FeedEnds(Admin admin) {
    this.admin = admin;
  }

  /** Returns the offset after the last record, also of open transactions. */
  long of(TopicPartition place) {
    try {
      return admin
          .listOffsets(
              Map.of(place, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .partitionResult(place)
          .get(SECONDS, TimeUnit.SECONDS)
          .offset();
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("no answer where " + place + " ends", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
