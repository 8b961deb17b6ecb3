package io.keyfuse.alerting.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.schemas.topic.Topics;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Puts alerts that no webhook took on the dead-letter topic: original bytes and headers, and the
 * same {@code __streams.errors.*} headers that Kafka Streams writes (KIP-1034). Thread-safe as its
 * producer is.
 */
final class DeadLetters {
  static final String WEBHOOK = "keyfuse-webhook";

  private static final String PREFIX = "__streams.errors.";
  private static final long ACK_SECONDS = 60;

  private final Producer<byte[], byte[]> producer;

  DeadLetters(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Sends the letter and waits until the brokers hold it.
   *
   * @throws IllegalStateException when they do not
   */
  void send(ConsumerRecord<byte[], byte[]> alert, String webhook, String reason)
      throws InterruptedException {
    Headers headers = new RecordHeaders(alert.headers());
    put(headers, PREFIX + "exception", "NotificationFailed");
    put(headers, PREFIX + "message", reason);
    put(headers, PREFIX + "topic", alert.topic());
    put(headers, PREFIX + "partition", Integer.toString(alert.partition()));
    put(headers, PREFIX + "offset", Long.toString(alert.offset()));
    put(headers, WEBHOOK, webhook);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(), null, null, alert.key(), alert.value(), headers);
    try {
      producer.send(letter).get(ACK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the dead-letter topic did not take the alert", e);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
