package io.keyfuse.detectors.stream;

import io.keyfuse.schemas.stream.StoreState;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes one fleet processor per task and declares its store. Thread-safe. */
final class FleetSupplier implements ProcessorSupplier<String, byte[], String, Object> {
  @Override
  public Processor<String, byte[], String, Object> get() {
    return new FleetProcessor();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(StoreState.builder(FleetProcessor.STORE));
  }
}
