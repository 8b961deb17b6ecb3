package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.file.FileProgress;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads from the context topic how far deliveries are stored: committed records only, up to the end
 * that uncommitted ones have reached, so that nothing which commits later is missed. Reads each
 * record once, however many deliveries are asked for. Used by one thread.
 */
public final class FileProgressReader implements AutoCloseable {
  static final String SCOPE = "feed/file/";
  static final String PARTS = "parts";
  static final String DONE = "done";

  private final ContextReader topic;
  private final Deserializer<ContextEvent> decoder;
  private final Map<String, FileProgress> known = new HashMap<>();

  /**
   * Makes a reader.
   *
   * @param connection bootstrap servers and security
   */
  public FileProgressReader(Map<String, Object> connection, TopicSerdes serdes) {
    this.topic = new ContextReader(connection);
    this.decoder = serdes.value(Topics.CONTEXT).deserializer();
  }

  /** Returns how far a delivery is stored by now. */
  public FileProgress read(String deliveryId) {
    topic.readToEnd(this::take);
    return known.getOrDefault(SCOPE + deliveryId, FileProgress.NONE);
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || record.value() == null || !record.key().startsWith(SCOPE)) {
      return;
    }
    try {
      ContextEvent event = decoder.deserialize(record.topic(), record.value());
      Map<String, String> attributes = event.getAttributes();
      known.put(
          record.key(),
          new FileProgress(
              Long.parseLong(attributes.getOrDefault(PARTS, "0")),
              Boolean.parseBoolean(attributes.getOrDefault(DONE, "false"))));
    } catch (SerializationException | NumberFormatException notOurs) {
      known.remove(record.key());
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
