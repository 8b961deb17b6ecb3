package io.keyfuse.app.dlq;

import io.keyfuse.app.topic.TopicScan;
import io.keyfuse.schemas.config.ConfigException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Reads {@code keyfuse.dlq.v1} from its beginning to the end that it had when the log was opened,
 * committed records only. Memory does not grow with letters: one bit for each offset. Used by one
 * thread, which closes the consumer.
 */
public final class LetterLog {
  private final TopicScan scan;

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
    this.scan = new TopicScan(consumer, topic, nanoTime);
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
    return scan.length();
  }

  /** Reads all markers. */
  public Replayed replayed(LongConsumer progress) {
    Replayed replayed = new Replayed();
    replayed.begins.putAll(scan.begins());
    scan.read(record -> Letter.marks(record).ifPresent(replayed::add), progress);
    return replayed;
  }

  /** Gives every letter to the taker, in the order of offsets within a partition. */
  public void letters(Consumer<Letter> taker, LongConsumer progress) {
    scan.read(
        record -> {
          if (Letter.isLetter(record)) {
            taker.accept(new Letter(record));
          }
        },
        progress);
  }
}
