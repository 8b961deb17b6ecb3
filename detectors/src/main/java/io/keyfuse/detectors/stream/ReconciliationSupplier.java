package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.detect.Reconciler;
import io.keyfuse.schemas.stream.StoreState;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes one processor per task and declares its store. Thread-safe. */
final class ReconciliationSupplier
    implements ProcessorSupplier<String, UsageEvent, String, Evidence> {
  static final String STORE = "reconciliation";

  private final DetectionConfig config;
  private final ReconciliationMetrics metrics;

  ReconciliationSupplier(DetectionConfig config, MeterRegistry metrics) {
    this.config = config;
    this.metrics = new ReconciliationMetrics(metrics);
  }

  @Override
  public Processor<String, UsageEvent, String, Evidence> get() {
    return new ReconciliationProcessor(
        new Reconciler(config.maxClockSkew().toMillis()),
        new OpenKeys(config.maxOpenKeys()),
        metrics);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(StoreState.builder(STORE));
  }
}
