package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.dedupe.DedupeConfig;
import io.keyfuse.ingest.price.FailSafePricer;
import io.keyfuse.ingest.price.UsagePricer;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Usage as it comes in to usage that can be counted: valid, once, priced. Records that are refused
 * leave by the dead-letter handlers; see {@link DeadLetters} for the settings they need. Immutable
 * and thread-safe.
 */
public final class IngestTopology {
  /** Name of the processor node; the dead-letter handler tells its faults from others by it. */
  static final String NODE = "ingest";

  private final DedupeConfig dedupe;
  private final IngestProcessor.Steps steps;

  /** Makes the topology part. */
  public IngestTopology(IngestConfig config, UsagePricer prices, MeterRegistry meters) {
    IngestCounters counters = new IngestCounters(meters);
    this.dedupe = config.dedupe();
    this.steps =
        new IngestProcessor.Steps(
            new UsageValidator(config.limits()),
            new FailSafePricer(prices, counters::priceFault),
            counters);
  }

  /**
   * Adds the part to a topology; keys stay as they are.
   *
   * @return events and bucket differences, every one with a cost
   */
  public KStream<String, UsageEvent> apply(
      StreamsBuilder builder, KStream<String, UsageEvent> usage) {
    return usage.processValues(new Supplier(steps, dedupe), Named.as(NODE));
  }

  private record Supplier(IngestProcessor.Steps steps, DedupeConfig dedupe)
      implements FixedKeyProcessorSupplier<String, UsageEvent, UsageEvent> {

    @Override
    public FixedKeyProcessor<String, UsageEvent, UsageEvent> get() {
      return new IngestProcessor(steps, dedupe);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          WindowArrivalStore.builder(IngestProcessor.EVENT_STORE, dedupe.retention()),
          WindowArrivalStore.builder(IngestProcessor.BUCKET_STORE, dedupe.bucketRetention()));
    }
  }
}
