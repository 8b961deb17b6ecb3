package io.keyfuse.app.backtest;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.app.stream.StreamsProperties;
import io.keyfuse.app.stream.TopologyFactory;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * The topology of roles detect and respond as {@code keyfuse run} makes it, driven one record at a
 * time by Kafka's own driver on a clock that only {@link #advanceTo} moves. Every command is
 * answered as applied at the same instant; nothing is done at a provider. Used by one thread.
 */
final class RecordedClockStream implements AutoCloseable {
  /** Idle keys are looked at this often in production, so no step of the clock is longer. */
  private static final Duration STEP = Duration.ofSeconds(10);

  private static final Set<Role> ROLES = EnumSet.of(Role.DETECT, Role.RESPOND);

  private final TopicSerdes serdes = new TopicSerdes(new LocalRegistry(), true);
  private final DecisionSink sink;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, UsageEvent> usage;
  private final TestInputTopic<String, ContextEvent> context;
  private final TestInputTopic<String, CommandOutcome> outcomes;
  private final TestOutputTopic<String, Evidence> evidence;
  private final TestOutputTopic<String, SpendWindow> spend;
  private final TestOutputTopic<String, Alert> alerts;
  private final TestOutputTopic<String, KillSwitchCommand> commands;
  private final List<TestOutputTopic<String, byte[]>> unread;
  private final KeyBlocks blocks;
  private Instant now;

  /**
   * What takes the place of people and providers.
   *
   * @param sink takes what is decided
   * @param blocks keys that are blocked on paper
   */
  record PaperSide(DecisionSink sink, KeyBlocks blocks) {}

  /**
   * Starts the topology.
   *
   * @param stateDir empty folder of this run's own
   * @param start where the clock begins
   * @param paper what takes the place of people and providers
   */
  RecordedClockStream(
      AppConfig config, Path stateDir, Instant start, MeterRegistry metrics, PaperSide paper) {
    Properties properties = properties(stateDir, metrics);
    Topology topology =
        new TopologyFactory(config, serdes, metrics)
            .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
            .build(ROLES, properties);
    this.sink = paper.sink();
    this.blocks = paper.blocks();
    this.now = start;
    this.driver = new TopologyTestDriver(topology, properties, start);
    this.usage = input(Topics.USAGE);
    this.context = input(Topics.CONTEXT);
    this.outcomes = input(Topics.OUTCOMES);
    this.evidence = output(Topics.EVIDENCE);
    this.spend = output(Topics.SPEND);
    this.alerts = output(Topics.ALERTS);
    this.commands = output(Topics.COMMANDS);
    this.unread =
        Stream.of(Topics.KEYS, Topics.DECISIONS, Topics.OUTCOMES)
            .map(topic -> bytes(topic.name()))
            .toList();
  }

  private static Properties properties(Path stateDir, MeterRegistry metrics) {
    StreamsSettings settings =
        new StreamsSettings("keyfuse-backtest", stateDir, 1, Duration.ofMillis(100));
    Map<String, String> nowhere = Map.of("bootstrap.servers", "back-test:1");
    Properties properties = StreamsProperties.of(settings, ROLES, nowhere, metrics);
    properties.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, InMemoryStores.class.getName());
    return properties;
  }

  /** Lets time pass, in steps in which idle keys are looked at; never goes back. */
  void advanceTo(Instant time) {
    while (now.isBefore(time)) {
      Duration left = Duration.between(now, time);
      Duration step = left.compareTo(STEP) < 0 ? left : STEP;
      now = now.plus(step);
      driver.advanceWallClockTime(step);
      settle();
    }
  }

  /** A usage event arrives now. */
  void usage(UsageEvent event) {
    usage.pipeInput(CredentialId.of(event.getCredential()), event, now);
    settle();
  }

  /** A piece of context arrives now. */
  void context(ContextEvent event) {
    context.pipeInput(event.getScope(), event, now);
    settle();
  }

  /** The owner of the key that waits longest releases it now. */
  void release() {
    outcome(blocks.release(now));
    settle();
  }

  Instant now() {
    return now;
  }

  private void settle() {
    while (!evidence.isEmpty()) {
      sink.evidence(evidence.readValue());
    }
    while (!spend.isEmpty()) {
      sink.spend(spend.readValue());
    }
    while (!alerts.isEmpty() || !commands.isEmpty()) {
      List<Alert> told = alerts.readValuesToList();
      List<KillSwitchCommand> ordered = commands.readValuesToList();
      sink.decided(told, ordered);
      ordered.forEach(this::answer);
    }
    for (TestOutputTopic<String, byte[]> topic : unread) {
      while (!topic.isEmpty()) {
        topic.readValue();
      }
    }
  }

  private void answer(KillSwitchCommand command) {
    blocks.carriedOut(command, now);
    outcome(PaperExecutor.carryOut(command, now));
  }

  private void outcome(CommandOutcome outcome) {
    outcomes.pipeInput(CredentialId.of(outcome.getCredential()), outcome, now);
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), serdes.key().serializer(), serdes.value(topic).serializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), serdes.key().deserializer(), serdes.value(topic).deserializer());
  }

  private TestOutputTopic<String, byte[]> bytes(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
