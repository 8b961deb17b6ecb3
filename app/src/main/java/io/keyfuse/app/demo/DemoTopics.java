package io.keyfuse.app.demo;

import io.keyfuse.schemas.serde.TopicSerdes;
import java.util.Map;

/**
 * How the demo subscribes to the output topics.
 *
 * @param consumerProperties at least {@code bootstrap.servers}
 * @param serdes reads the values
 */
public record DemoTopics(Map<String, Object> consumerProperties, TopicSerdes serdes) {
  /** Copies the properties. */
  public DemoTopics {
    consumerProperties = Map.copyOf(consumerProperties);
  }
}
