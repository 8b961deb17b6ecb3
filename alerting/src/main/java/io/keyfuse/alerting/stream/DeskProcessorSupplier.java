package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.incident.DeskInput;
import io.keyfuse.alerting.incident.DeskOutput;
import io.keyfuse.alerting.incident.IncidentDesk;
import io.keyfuse.schemas.stream.StoreState;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes one desk processor per task, with its store. Thread-safe. */
final class DeskProcessorSupplier
    implements ProcessorSupplier<String, DeskInput, String, DeskOutput> {
  private final IncidentDesk desk;
  private final DeskMetrics metrics;
  private final int maxWatched;

  DeskProcessorSupplier(IncidentDesk desk, DeskMetrics metrics, int maxWatched) {
    this.desk = desk;
    this.metrics = metrics;
    this.maxWatched = maxWatched;
  }

  @Override
  public Processor<String, DeskInput, String, DeskOutput> get() {
    return new DeskProcessor(desk, metrics, maxWatched);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(StoreState.builder(DeskProcessor.STORE));
  }
}
