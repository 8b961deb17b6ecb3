package io.keyfuse.app.dlq;

import io.keyfuse.schemas.config.ConfigException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads {@code keyfuse.dlq.v1} from its beginning to the end that it had when the log was opened,
 * committed records only. Memory does not grow with letters: one bit for each offset. Used by one
 * thread, which closes the consumer.
 */
public final class LetterLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;

  /**
   * Opens the log.
   *
   * @param consumer of bytes, {@code read_committed}, without a group
   * @throws ConfigException when the topic is missing
   */
  public LetterLog(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      String topic,
      LongSupplier nanoTime) {
    this.consumer = consumer;
    this.nanoTime = nanoTime;
    var infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new ConfigException("topics", topic + " is missing; start Keyfuse once or make it");
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    this.begins = consumer.beginningOffsets(partitions);
    this.ends = consumer.endOffsets(partitions);
  }

  /** Which letters were replayed, as the markers say. */
  public static final class Replayed {
    private final Map<Integer, BitSet> offsets = new HashMap<>();
    private final Map<Integer, Long> begins = new HashMap<>();

    /** Returns true when a marker names the letter. */
    public boolean contains(LetterId id) {
      BitSet bits = offsets.get(id.partition());
      return bits != null && bits.get(index(id));
    }

    private void add(LetterId id) {
      Long begin = begins.get(id.partition());
      // A letter before the beginning is gone, and so its state does not matter.
      if (begin != null && id.offset() >= begin) {
        offsets.computeIfAbsent(id.partition(), p -> new BitSet()).set(index(id));
      }
    }

    private int index(LetterId id) {
      return Math.toIntExact(id.offset() - begins.getOrDefault(id.partition(), 0L));
    }
  }

  /** Returns how many offsets there are to read. */
  public long length() {
    long length = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      length += end.getValue() - begins.getOrDefault(end.getKey(), 0L);
    }
    return length;
  }

  /** Reads all markers. */
  public Replayed replayed(LongConsumer progress) {
    Replayed replayed = new Replayed();
    begins.forEach((partition, offset) -> replayed.begins.put(partition.partition(), offset));
    scan(record -> Letter.marks(record).ifPresent(replayed::add), progress);
    return replayed;
  }

  /** Gives every letter to the taker, in the order of offsets within a partition. */
  public void letters(Consumer<Letter> taker, LongConsumer progress) {
    scan(
        record -> {
          if (Letter.isLetter(record)) {
            taker.accept(new Letter(record));
          }
        },
        progress);
  }

  private void scan(Consumer<ConsumerRecord<byte[], byte[]>> taker, LongConsumer progress) {
    consumer.assign(ends.keySet());
    begins.forEach(consumer::seek);
    long since = nanoTime.getAsLong();
    long before = -1;
    long done = done();
    while (done < length()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end) {
          taker.accept(record);
        }
      }
      done = done();
      progress.accept(done);
      if (done > before) {
        since = nanoTime.getAsLong();
        before = done;
      }
      checkPatience(since);
    }
  }

  private long done() {
    long done = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long position = Math.min(end.getValue(), consumer.position(end.getKey()));
      done += position - begins.getOrDefault(end.getKey(), 0L);
    }
    return done;
  }

  private void checkPatience(long since) {
    if (nanoTime.getAsLong() - since > PATIENCE_NANOS) {
      throw new IllegalStateException("Kafka gave no record for 30 s; check that it is up");
    }
  }
}
