package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.ContextReader;
import io.keyfuse.schemas.v1.ContextEvent;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends context on to whom it is about: a key, or the fleet under {@link FleetProcessor#KEY}. A
 * fault in it is thrown and becomes a dead letter. Used by the task's thread.
 */
final class ContextRouter extends ContextualProcessor<String, ContextEvent, String, Object> {
  @Override
  public void process(Record<String, ContextEvent> record) {
    ContextEvent event = record.value();
    if (event == null) {
      return;
    }
    ContextReader.Addressed forKey = ContextReader.forKey(event);
    if (forKey != null) {
      context().forward(new Record<>(forKey.credentialId(), forKey.message(), record.timestamp()));
    }
    Object forFleet = ContextReader.forFleet(event);
    if (forFleet != null) {
      context().forward(new Record<>(FleetProcessor.KEY, forFleet, record.timestamp()));
    }
  }
}
