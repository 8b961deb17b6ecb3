package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.ResponseConfig;
import io.keyfuse.alerting.audit.AuditConfig;
import io.keyfuse.alerting.incident.DeskConfig;
import io.keyfuse.alerting.notify.NotifyConfig;
import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningConfig;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.PolicyMode;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** The response topology between its topics, driven by a clock of the test. */
final class ResponseHarness implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-02T10:00:00Z");

  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final SigningKeys keys = SigningKeys.generate();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;

  ResponseHarness() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    this.driver = new TopologyTestDriver(topology(), properties, START);
  }

  static ResponseConfig config() {
    return new ResponseConfig(
        List.of(PolicyConfig.of("p", PolicyMode.ENFORCE)),
        List.of(),
        SigningConfig.defaults(),
        DeskConfig.defaults(),
        NotifyConfig.defaults(),
        AuditConfig.defaults());
  }

  Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    ResponseStreams out =
        new ResponseTopology(config(), new Ed25519CommandSigner(keys), serdes, meters)
            .apply(
                builder,
                source(builder, Topics.EVIDENCE),
                source(builder, Topics.OUTCOMES),
                source(builder, Topics.CONTEXT));
    sink(out.alerts(), Topics.ALERTS);
    sink(out.keys(), Topics.KEYS);
    out.decisions()
        .to(
            Topics.DECISIONS.name(),
            Produced.with(Serdes.String(), SealedDecision.serde())
                .withStreamPartitioner(SealedDecision.partitioner()));
    sink(out.outcomes(), Topics.OUTCOMES);
    out.signedCommands()
        .to(Topics.COMMANDS.name(), Produced.with(Serdes.String(), Serdes.ByteArray()));
    return builder.build();
  }

  SigningKeys keys() {
    return keys;
  }

  MeterRegistry meters() {
    return meters;
  }

  TopicSerdes serdes() {
    return serdes;
  }

  TestInputTopic<String, Evidence> evidence() {
    return input(Topics.EVIDENCE);
  }

  TestInputTopic<String, CommandOutcome> outcomes() {
    return input(Topics.OUTCOMES);
  }

  TestInputTopic<String, ContextEvent> context() {
    return input(Topics.CONTEXT);
  }

  <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic<T> topic) {
    return driver.createOutputTopic(
        topic.name(), serdes.key().deserializer(), serdes.value(topic).deserializer());
  }

  TestOutputTopic<String, byte[]> commands() {
    return driver.createOutputTopic(
        Topics.COMMANDS.name(), serdes.key().deserializer(), Serdes.ByteArray().deserializer());
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  @Override
  public void close() {
    driver.close();
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(Topic<T> topic) {
    return driver.createInputTopic(
        topic.name(), serdes.key().serializer(), serdes.value(topic).serializer());
  }

  private <T extends SpecificRecord> KStream<String, T> source(
      StreamsBuilder builder, Topic<T> topic) {
    return builder.stream(
        topic.name(), Consumed.with(serdes.key(), serdes.value(topic)).withName(topic.name()));
  }

  private <T extends SpecificRecord> void sink(KStream<String, T> stream, Topic<T> topic) {
    stream.to(topic.name(), Produced.with(serdes.key(), serdes.value(topic)));
  }
}
