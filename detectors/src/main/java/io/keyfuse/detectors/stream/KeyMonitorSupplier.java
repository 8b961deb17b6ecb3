package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.schemas.stream.StoreState;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes one processor per task and declares its store. Thread-safe. */
final class KeyMonitorSupplier implements ProcessorSupplier<String, Incoming, String, Object> {
  static final String STORE = "key-monitor";

  private final DetectionConfig config;
  private final MeterRegistry metrics;

  KeyMonitorSupplier(DetectionConfig config, MeterRegistry metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public Processor<String, Incoming, String, Object> get() {
    return new KeyMonitorProcessor(
        new KeyMonitor(config, metrics), new OpenKeys(config.maxOpenKeys()), metrics);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(StoreState.builder(STORE));
  }
}
