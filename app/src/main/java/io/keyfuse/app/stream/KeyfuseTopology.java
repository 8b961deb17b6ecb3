package io.keyfuse.app.stream;

import io.keyfuse.alerting.stream.ResponseStreams;
import io.keyfuse.alerting.stream.ResponseTopology;
import io.keyfuse.alerting.stream.SealedDecision;
import io.keyfuse.app.config.Role;
import io.keyfuse.detectors.stream.DetectionStreams;
import io.keyfuse.detectors.stream.DetectionTopology;
import io.keyfuse.ingest.stream.IngestTopology;
import io.keyfuse.schemas.serde.BoundedSerializer;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Evidence;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Joins the rooms' topologies for a set of roles. Detect and respond together are one sub-topology,
 * so that an event reaches a command within one commit; apart they meet on {@code evidence.v1}.
 */
public final class KeyfuseTopology {
  private final IngestTopology ingest;
  private final DetectionTopology detection;
  private final ResponseTopology response;
  private final TopicSerdes serdes;

  /** Joins the three rooms over one factory of serdes. */
  public KeyfuseTopology(
      IngestTopology ingest,
      DetectionTopology detection,
      ResponseTopology response,
      TopicSerdes serdes) {
    this.ingest = ingest;
    this.detection = detection;
    this.response = response;
    this.serdes = serdes;
  }

  /** Returns true when one of the roles runs on Kafka Streams. */
  public static boolean neededBy(Set<Role> roles) {
    return roles.contains(Role.DETECT) || roles.contains(Role.RESPOND);
  }

  /** Builds the topology of the roles, which must include detect or respond. */
  public Topology build(Set<Role> roles, Properties properties) {
    // The configuration may name a wrapper of processors, which the builder must know from the
    // start.
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
    boolean detects = roles.contains(Role.DETECT);
    KStream<String, ContextEvent> context = source(builder, Topics.CONTEXT);
    if (roles.contains(Role.RESPOND)) {
      respond(
          builder, context, detects ? detect(builder, context) : source(builder, Topics.EVIDENCE));
    } else {
      detect(builder, context);
    }
    return builder.build(properties);
  }

  private KStream<String, Evidence> detect(
      StreamsBuilder builder, KStream<String, ContextEvent> context) {
    DetectionStreams detected =
        detection.apply(
            builder,
            ingest.apply(builder, source(builder, Topics.USAGE)),
            source(builder, Topics.KEYS),
            context);
    sink(detected.spend(), Topics.SPEND);
    sink(detected.evidence(), Topics.EVIDENCE);
    return detected.evidence();
  }

  private void respond(
      StreamsBuilder builder,
      KStream<String, ContextEvent> context,
      KStream<String, Evidence> evidence) {
    ResponseStreams responses =
        response.apply(builder, evidence, source(builder, Topics.OUTCOMES), context);
    sink(responses.alerts(), Topics.ALERTS);
    sink(responses.keys(), Topics.KEYS);
    sink(responses.outcomes(), Topics.OUTCOMES);
    responses
        .decisions()
        .to(
            Topics.DECISIONS.name(),
            Produced.with(serdes.key(), bounded(SealedDecision.serde()))
                .withStreamPartitioner(SealedDecision.partitioner())
                .withName("decisions-sink"));
    responses
        .signedCommands()
        .to(
            Topics.COMMANDS.name(),
            Produced.with(serdes.key(), bounded(Serdes.ByteArray())).withName("commands-sink"));
  }

  private <V extends SpecificRecord> KStream<String, V> source(
      StreamsBuilder builder, Topic<V> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(serdes.key(), serdes.value(topic)).withName(shortName(topic) + "-source"));
  }

  private <V extends SpecificRecord> void sink(KStream<String, V> stream, Topic<V> topic) {
    stream.to(
        topic.name(),
        Produced.with(serdes.key(), bounded(serdes.value(topic)))
            .withName(shortName(topic) + "-sink"));
  }

  private static <V> Serde<V> bounded(Serde<V> serde) {
    return Serdes.serdeFrom(new BoundedSerializer<>(serde.serializer()), serde.deserializer());
  }

  private static String shortName(Topic<?> topic) {
    return topic.name().substring("keyfuse.".length(), topic.name().length() - ".v1".length());
  }
}
