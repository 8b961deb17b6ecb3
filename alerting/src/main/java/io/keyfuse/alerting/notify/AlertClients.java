package io.keyfuse.alerting.notify;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the Kafka clients of the alert worker. Thread-safe. */
public interface AlertClients {
  /** Returns a new consumer of the group that reads committed records only and commits nothing. */
  Consumer<byte[], byte[]> consumer(String groupId);

  /** Returns a new idempotent producer for dead letters. */
  Producer<byte[], byte[]> deadLetters();
}
