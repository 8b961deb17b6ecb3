package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.DeadLetterRecord.Cause;
import io.keyfuse.schemas.topic.DeadLetterRecord.Original;
import io.keyfuse.schemas.topic.Topics;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts alerts that no webhook took on the dead-letter topic. Thread-safe as its producer is. */
final class DeadLetters {
  private static final long ACK_SECONDS = 60;

  /** Why an alert is a dead letter. */
  enum Reason {
    /** The record is no alert. */
    MALFORMED_RECORD,
    /** The record has no value. */
    MISSING_FIELD,
    /** The webhook did not take it within its tries. */
    NOT_DELIVERED;

    /** Returns the name in lower case, as headers and metrics write it. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Producer<byte[], byte[]> producer;

  DeadLetters(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Sends the letter and waits until the brokers hold it.
   *
   * @throws IllegalStateException when they do not
   */
  void send(ConsumerRecord<byte[], byte[]> alert, String webhook, Reason reason, String detail)
      throws InterruptedException {
    ProducerRecord<byte[], byte[]> letter =
        DeadLetterRecord.of(
            Topics.DEAD_LETTERS.name(),
            Original.of(alert),
            new Cause(reason.code(), "NotificationFailed", detail, null));
    DeadLetterRecord.add(letter.headers(), DeadLetterHeaders.WEBHOOK, webhook);
    try {
      producer.send(letter).get(ACK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the dead-letter topic did not take the alert", e);
    }
  }
}
