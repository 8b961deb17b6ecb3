package io.keyfuse.console.read;

import io.keyfuse.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.util.Map;

/**
 * Where the read model is read from.
 *
 * @param clientProperties Kafka client properties: bootstrap servers and security
 * @param serdes makes the deserializers
 * @param lookBack how far back topics are read at start
 */
public record ReadSource(
    Map<String, Object> clientProperties, TopicSerdes serdes, Duration lookBack) {
  /** Copies the properties. */
  public ReadSource {
    clientProperties = Map.copyOf(clientProperties);
  }
}
