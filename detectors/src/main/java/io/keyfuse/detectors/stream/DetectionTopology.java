package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.detectors.state.FleetMessage;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.ValueMapper;

/**
 * Priced usage, key statuses and context in, closed windows and evidence out; all of one key in one
 * task. Usage and statuses must have the same partitioning. What keys hear of each other and of
 * context goes through two repartition topics, and what the fleet hears through a third, which all
 * have few records. Adds the stores {@value KeyMonitorSupplier#STORE}, {@value
 * ReconciliationSupplier#STORE} and {@value FleetProcessor#STORE}. Applied once per builder.
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
      StreamsBuilder builder,
      KStream<String, UsageEvent> priced,
      KStream<String, KeyStatus> keys,
      KStream<String, ContextEvent> context) {
    KStream<String, Incoming> usage =
        priced.mapValues(Incoming.Usage::new, Named.as("detect-usage"));
    KStream<String, Incoming> statuses =
        keys.mapValues(Incoming.Status::new, Named.as("detect-status"));
    KStream<String, Object> judged =
        usage
            .merge(statuses, Named.as("detect-merge"))
            .process(new KeyMonitorSupplier(config, metrics), Named.as("key-monitor"));
    KStream<String, Object> routed =
        context.process(ContextRouter::new, Named.as("detect-context"));
    KStream<String, Object> fleet =
        between(
                judged.merge(routed, Named.as("fleet-in")),
                FleetMessage.class,
                FleetMessage::encode,
                "fleet-messages")
            .process(new FleetSupplier(), Named.as("fleet"));
    KStream<String, Object> told =
        heard(fleet.merge(routed, Named.as("key-message-in")), "key-messages");
    heard(told, "key-legacies");
    KStream<String, Evidence> mismatches =
        priced.process(new ReconciliationSupplier(config, metrics), Named.as("reconciliation"));
    return new DetectionStreams(
        only(judged, SpendWindow.class, "detect-spend"),
        only(judged.merge(told, Named.as("detect-told")), Evidence.class, "detect-evidence")
            .merge(mismatches, Named.as("detect-evidence-merge")));
  }

  /** Tells keys their messages; returns what they say to that. */
  private KStream<String, Object> heard(KStream<String, Object> messages, String name) {
    return between(messages, KeyMessage.class, KeyMessage::encode, name)
        .process(
            () ->
                new KeyMessageProcessor(
                    new KeyMonitor(config, metrics), new MonitorOutput(metrics)),
            Named.as(name + "-heard"),
            KeyMonitorSupplier.STORE);
  }

  /** Takes one type to the task of its key. */
  private static <V> KStream<String, byte[]> between(
      KStream<String, Object> all, Class<V> type, ValueMapper<V, byte[]> bytes, String name) {
    return only(all, type, name)
        .mapValues(bytes, Named.as(name + "-bytes"))
        .repartition(
            Repartitioned.<String, byte[]>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.ByteArray()));
  }

  private static <V> KStream<String, V> only(
      KStream<String, Object> all, Class<V> type, String name) {
    return all.filter((key, value) -> type.isInstance(value), Named.as(name + "-only"))
        .mapValues(type::cast, Named.as(name + "-typed"));
  }
}
