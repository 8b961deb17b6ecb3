package io.keyfuse.app.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The log in one compacted partition. A write is safe when all in-sync replicas have it (acks=all)
 * and it stands right behind what was read. Any other place means that a second registry writes to
 * the topic: the write is then answered as failed, and the log is read again.
 */
final class KafkaSchemaLog implements SchemaLog {
  private static final Duration POLL = Duration.ofMillis(200);

  private final SchemaLogClients clients;
  private final TopicPartition partition;
  private final Duration timeout;
  private final Runnable prepareTopic;
  private @Nullable Producer<String, String> producer;
  private long nextOffset;

  KafkaSchemaLog(SchemaLogClients clients, String topic, Duration timeout, Runnable prepareTopic) {
    this.clients = clients;
    this.partition = new TopicPartition(topic, 0);
    this.timeout = timeout;
    this.prepareTopic = prepareTopic;
  }

  /** Makes the log over real clients; nothing is opened yet. */
  static KafkaSchemaLog over(Map<String, Object> client, String topic, Duration timeout) {
    SchemaTopic made = new SchemaTopic(topic, timeout);
    return new KafkaSchemaLog(
        SchemaLogClients.of(client, timeout), topic, timeout, () -> made.prepare(client));
  }

  @Override
  public List<LogEntry> readAll() {
    prepareTopic.run();
    try (Consumer<String, String> consumer = clients.consumer().get()) {
      consumer.assign(List.of(partition));
      Long end = consumer.endOffsets(List.of(partition), timeout).get(partition);
      consumer.seekToBeginning(List.of(partition));
      List<LogEntry> entries = readTo(consumer, end == null ? 0 : end);
      nextOffset = end == null ? 0 : end;
      return entries;
    } catch (KafkaException e) {
      throw new SchemaLogException(
          "topic " + partition.topic() + " cannot be read (" + e + "); check kafka", e);
    }
  }

  @Override
  public void append(LogEntry entry) {
    long offset = send(entry);
    if (offset != nextOffset) {
      throw new SchemaLogException(
          "another registry writes to topic " + partition.topic() + "; run only one", null);
    }
    nextOffset = offset + 1;
  }

  @Override
  public void close() {
    dropProducer(timeout);
  }

  private List<LogEntry> readTo(Consumer<String, String> consumer, long end) {
    List<LogEntry> entries = new ArrayList<>();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (consumer.position(partition, timeout) < end) {
      if (System.nanoTime() - deadline > 0) {
        throw new SchemaLogException(
            "topic " + partition.topic() + " was not read to its end within " + timeout, null);
      }
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        if (record.key() == null) {
          throw new SchemaLogException(
              partition.topic() + " holds a record without key; name a topic of its own", null);
        }
        entries.add(new LogEntry(record.key(), record.value()));
      }
    }
    return entries;
  }

  private long send(LogEntry entry) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(partition.topic(), 0, entry.key(), entry.value());
    try {
      Producer<String, String> open = producer == null ? clients.producer().get() : producer;
      producer = open;
      return open.send(record).get(timeout.toMillis(), TimeUnit.MILLISECONDS).offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw failed(e);
    }
  }

  /** A producer that failed may still hold the record; it goes, so that nothing lands late. */
  private SchemaLogException failed(Exception cause) {
    dropProducer(Duration.ZERO);
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new SchemaLogException(
        "topic " + partition.topic() + " cannot be written (" + root + "); check kafka", cause);
  }

  private void dropProducer(Duration patience) {
    Producer<String, String> open = producer;
    producer = null;
    if (open != null) {
      open.close(patience);
    }
  }
}
