package io.keyfuse.app.demo;

import java.util.Comparator;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One record of an output topic, read.
 *
 * @param place topic and partition
 * @param offset place in it
 * @param timestampMs the record's time
 * @param rank order among records of the same time: what causes comes before what follows
 * @param telling tells a listener what it says
 */
record TopicRecord(
    TopicPartition place,
    long offset,
    long timestampMs,
    int rank,
    Consumer<TopicListener> telling) {
  static final Comparator<TopicRecord> ORDER =
      Comparator.comparingLong(TopicRecord::timestampMs).thenComparingInt(TopicRecord::rank);

  void tell(TopicListener listener) {
    telling.accept(listener);
  }
}
