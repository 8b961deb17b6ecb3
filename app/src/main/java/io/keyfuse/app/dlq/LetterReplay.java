package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.app.dlq.ReplayTally.Result;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters back to their topic. A record and the marker that says so are written in one Kafka
 * transaction, and a second replay fences the first before it reads the markers: a letter goes back
 * once, whatever crashes, unless it is asked for again. Used by one thread.
 */
public final class LetterReplay {
  private static final int BATCH_RECORDS = 500;

  private final LetterMender mender;
  private final RecordLookup originals;
  private final @Nullable Producer<byte[], byte[]> producer;
  private int inBatch;

  /**
   * Makes a replay.
   *
   * @param originals with a consumer of its own
   * @param producer transactional, {@code initTransactions} already called; null for a dry run
   */
  public LetterReplay(
      LetterMender mender, RecordLookup originals, @Nullable Producer<byte[], byte[]> producer) {
    this.mender = mender;
    this.originals = originals;
    this.producer = producer;
  }

  /**
   * Replays the letters that the filter means.
   *
   * @param again true to send back also what was sent back before
   * @throws org.apache.kafka.common.KafkaException when Kafka does not take them; what is marked
   *     was taken, and the same call goes on with the rest
   */
  public ReplayTally run(LetterLog log, LetterFilter filter, boolean again, LongConsumer progress) {
    ReplayTally tally = new ReplayTally();
    LetterLog.Replayed replayed = log.replayed(done -> {});
    log.letters(
        letter -> {
          if (filter.matches(letter)) {
            boolean skip = !again && replayed.contains(letter.id());
            tally.add(letter.id(), skip ? Result.skipped() : replay(letter));
          }
        },
        progress);
    commit();
    return tally;
  }

  private Result replay(Letter letter) {
    String barrier = LetterMender.barrier(letter);
    if (barrier != null) {
      return Result.refused(barrier);
    }
    byte[] key = letter.key();
    byte[] value = letter.value();
    Headers headers = letter.originalHeaders();
    if (letter.omitted().isPresent()) {
      Optional<ConsumerRecord<byte[], byte[]>> original = originals.original(letter);
      if (original.isEmpty()) {
        return Result.refused("the letter has no bytes and " + letter.source() + " is gone");
      }
      key = original.get().key();
      value = original.get().value();
      headers = new RecordHeaders(original.get().headers());
    }
    Mending mending = mender.mend(key, value);
    if (mending instanceof Mending.Ready ready) {
      send(letter, headers, ready);
      return Result.replayed();
    }
    return Result.refused(((Mending.Refused) mending).why());
  }

  private void send(Letter letter, Headers headers, Mending.Ready ready) {
    Producer<byte[], byte[]> out = producer;
    if (out == null) {
      return;
    }
    if (inBatch == 0) {
      out.beginTransaction();
    }
    byte[] id = letter.id().toString().getBytes(UTF_8);
    headers.add(DeadLetterHeaders.LETTER, id);
    Headers mark = new RecordHeaders().add(DeadLetterHeaders.REPLAYED, id);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(letter.topic(), null, null, ready.key(), ready.value(), headers);
    ProducerRecord<byte[], byte[]> marker =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(), letter.id().partition(), null, null, null, mark);
    for (ProducerRecord<byte[], byte[]> sent : List.of(record, marker)) {
      // A failed send fails the commit.
      Future<RecordMetadata> unused = out.send(sent);
    }
    inBatch++;
    if (inBatch == BATCH_RECORDS) {
      commit();
    }
  }

  private void commit() {
    if (producer != null && inBatch > 0) {
      producer.commitTransaction();
      inBatch = 0;
    }
  }
}
