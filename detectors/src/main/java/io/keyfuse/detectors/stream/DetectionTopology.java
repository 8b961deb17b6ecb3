package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Priced usage and key statuses in, closed windows and evidence out; all of one key in one task.
 * Both inputs must have the same partitioning. Adds the stores {@value KeyMonitorSupplier#STORE}
 * and {@value ReconciliationSupplier#STORE}. Applied once per builder.
 */
public final class DetectionTopology {
  private final DetectionConfig config;
  private final MeterRegistry metrics;

  /** Makes the topology's part; nothing is read before it is applied. */
  public DetectionTopology(DetectionConfig config, MeterRegistry metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /** Adds the part to the builder. */
  public DetectionStreams apply(
      StreamsBuilder builder, KStream<String, UsageEvent> priced, KStream<String, KeyStatus> keys) {
    KStream<String, Incoming> usage =
        priced.mapValues(Incoming.Usage::new, Named.as("detect-usage"));
    KStream<String, Incoming> statuses =
        keys.mapValues(Incoming.Status::new, Named.as("detect-status"));
    KStream<String, SpecificRecord> out =
        usage
            .merge(statuses, Named.as("detect-merge"))
            .process(new KeyMonitorSupplier(config, metrics), Named.as("key-monitor"));
    KStream<String, Evidence> mismatches =
        priced.process(new ReconciliationSupplier(config, metrics), Named.as("reconciliation"));
    return new DetectionStreams(
        only(out, SpendWindow.class, "detect-spend"),
        only(out, Evidence.class, "detect-evidence")
            .merge(mismatches, Named.as("detect-evidence-merge")));
  }

  private static <V> KStream<String, V> only(
      KStream<String, SpecificRecord> all, Class<V> type, String name) {
    return all.filter((key, value) -> type.isInstance(value), Named.as(name))
        .mapValues(type::cast, Named.as(name + "-typed"));
  }
}
