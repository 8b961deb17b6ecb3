package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;

/** The detection part between its topics, with a clock that stands until told. */
final class DetectionHarness implements AutoCloseable {
  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, UsageEvent> usage;
  private final TestInputTopic<String, KeyStatus> keys;
  private final TestInputTopic<String, ContextEvent> context;
  private final TestOutputTopic<String, SpendWindow> spend;
  private final TestOutputTopic<String, Evidence> evidence;

  DetectionHarness(Path folder, int maxOpenKeys) {
    DetectionConfig config =
        new DetectionConfig(null, Duration.ofDays(365), maxOpenKeys, null, null, null, null);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "detection-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(topology(config, serdes, metrics), properties, BenignTraffic.START);
    usage = input(Topics.USAGE);
    keys = input(Topics.KEYS);
    context = input(Topics.CONTEXT);
    spend = output(Topics.SPEND);
    evidence = output(Topics.EVIDENCE);
  }

  static String describe() {
    return topology(
            DetectionConfig.defaults(),
            new TopicSerdes(new InMemorySchemaRegistry(), true),
            new SimpleMeterRegistry())
        .describe()
        .toString();
  }

  private static Topology topology(
      DetectionConfig config, TopicSerdes serdes, SimpleMeterRegistry metrics) {
    StreamsBuilder builder = new StreamsBuilder();
    DetectionStreams streams =
        new DetectionTopology(config, metrics)
            .apply(
                builder,
                source(builder, serdes, Topics.USAGE),
                source(builder, serdes, Topics.KEYS),
                source(builder, serdes, Topics.CONTEXT));
    streams
        .spend()
        .to(Topics.SPEND.name(), Produced.with(serdes.key(), serdes.value(Topics.SPEND)));
    streams
        .evidence()
        .to(Topics.EVIDENCE.name(), Produced.with(serdes.key(), serdes.value(Topics.EVIDENCE)));
    return builder.build();
  }

  private static <V extends SpecificRecord> KStream<String, V> source(
      StreamsBuilder builder, TopicSerdes serdes, Topic<V> topic) {
    return builder.stream(topic.name(), Consumed.with(serdes.key(), serdes.value(topic)));
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), serdes.key().serializer(), serdes.value(topic).serializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), serdes.key().deserializer(), serdes.value(topic).deserializer());
  }

  void usage(UsageEvent event) {
    usage.pipeInput(CredentialId.of(event.getCredential()), event, event.getOccurredAt());
  }

  void status(String key, KeyState state, long sinceMs) {
    Credential credential = Call.of(key, 0).build().getCredential();
    KeyStatus status =
        KeyStatus.newBuilder()
            .setCredential(credential)
            .setState(state)
            .setSince(Instant.ofEpochMilli(sinceMs))
            .setReason("test")
            .build();
    keys.pipeInput(CredentialId.of(credential), status);
  }

  void forget(String key) {
    keys.pipeInput(
        new TestRecord<>(CredentialId.of(Call.of(key, 0).build().getCredential()), null));
  }

  void context(ContextEvent event) {
    context.pipeInput(event.getScope(), event);
  }

  void sleep(Duration time) {
    driver.advanceWallClockTime(time);
  }

  List<TestRecord<String, SpendWindow>> spend() {
    return spend.readRecordsToList();
  }

  List<TestRecord<String, Evidence>> evidence() {
    return evidence.readRecordsToList();
  }

  byte[] stored(String key) {
    return driver.<String, byte[]>getKeyValueStore(KeyMonitorSupplier.STORE).get(key);
  }

  void store(String key, byte[] state) {
    driver.<String, byte[]>getKeyValueStore(KeyMonitorSupplier.STORE).put(key, state);
  }

  double counted(String name) {
    return metrics.get(name).counter().count();
  }

  @Override
  public void close() {
    driver.close();
  }
}
