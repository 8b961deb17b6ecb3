package io.keyfuse.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.audit.AuditEntry;
import io.keyfuse.alerting.audit.AuditHeaders;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.TopicScan;
import io.keyfuse.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the topic itself; its units are offsets. Used by one thread. */
public final class TopicSource implements AuditSource {
  private final Consumer<byte[], byte[]> consumer;
  private final TopicScan scan;

  /** Reads by the consumer, which is closed with the source. */
  TopicSource(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    this.scan = new TopicScan(consumer, Topics.DECISIONS.name(), System::nanoTime);
  }

  /** Connects to Kafka. */
  public static TopicSource of(AppConfig config) {
    return new TopicSource(TopicScan.consumer(config));
  }

  @Override
  public long length() {
    return scan.length();
  }

  @Override
  public void read(java.util.function.Consumer<AuditEntry> taker, LongConsumer progress) {
    scan.read(record -> taker.accept(entry(record)), progress);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static AuditEntry entry(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (AuditHeaders.ALL.contains(header.key())) {
        headers.merge(header.key(), text(header.value()), (first, next) -> first + '\n' + next);
      }
    }
    return new AuditEntry(record.partition(), bytes(record.key()), bytes(record.value()), headers);
  }

  private static String text(byte[] value) {
    return new String(bytes(value), UTF_8);
  }

  private static byte[] bytes(byte[] value) {
    return value == null ? new byte[0] : value;
  }
}
