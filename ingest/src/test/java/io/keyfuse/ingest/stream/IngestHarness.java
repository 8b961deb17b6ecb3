package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.price.UsagePricer;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;

/** The ingest topology in a test driver, from the usage topic to a topic of its own. */
final class IngestHarness implements AutoCloseable {
  static final String OUT = "out";

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  final TopicSerdes serdes = new TopicSerdes(registry, true);
  final TopologyTestDriver driver;
  final TestInputTopic<byte[], byte[]> raw;
  final TestOutputTopic<String, UsageEvent> out;
  final TestOutputTopic<byte[], byte[]> dead;
  private final Serde<UsageEvent> serde = serdes.value(Topics.USAGE);

  IngestHarness(IngestConfig config, UsagePricer prices) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "ingest-test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    settings.putAll(DeadLetters.settings(Topics.DEAD_LETTERS.name(), meters));
    driver = new TopologyTestDriver(topology(config, prices), settings, UsageEvents.NOW);
    raw =
        driver.createInputTopic(
            Topics.USAGE.name(), new ByteArraySerializer(), new ByteArraySerializer());
    out = driver.createOutputTopic(OUT, serdes.key().deserializer(), serde.deserializer());
    dead =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Topology topology(IngestConfig config, UsagePricer prices) {
    StreamsBuilder builder = new StreamsBuilder();
    new IngestTopology(config, prices, meters)
        .apply(
            builder,
            builder.stream(
                Topics.USAGE.name(), Consumed.with(serdes.key(), serdes.value(Topics.USAGE))))
        .to(OUT, Produced.with(serdes.key(), serdes.value(Topics.USAGE)));
    return builder.build();
  }

  byte[] bytes(UsageEvent event) {
    return serde.serializer().serialize(Topics.USAGE.name(), event);
  }

  void send(UsageEvent event) {
    raw.pipeInput(key(event), bytes(event));
  }

  static byte[] key(UsageEvent event) {
    return CredentialId.of(event.getCredential()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  List<UsageEvent> events() {
    return out.readValuesToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return dead.readRecordsToList();
  }

  /** Sum of all counters of the name. */
  long count(String name) {
    return (long)
        meters.find("keyfuse.ingest." + name).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** The arithmetic that the counters promise. */
  boolean isBalanced() {
    return count("received") == count("accepted") + count("rejected") + count("duplicates");
  }

  @Override
  public void close() {
    driver.close();
  }
}
