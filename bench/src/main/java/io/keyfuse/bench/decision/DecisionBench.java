package io.keyfuse.bench.decision;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.ConfigBinder;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.app.stream.GatedStreamsClients;
import io.keyfuse.app.stream.StreamsProperties;
import io.keyfuse.app.stream.StreamsRunner;
import io.keyfuse.app.stream.TopologyFactory;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.bench.GroupOffsets;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.stream.gate.GatedConsumers;
import io.keyfuse.schemas.stream.gate.SchemaAnswers;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Times from a deciding event to the command that a reader of committed records sees, with the
 * production topology of roles detect and respond on an embedded broker; then the same traffic
 * through a topology that only copies, on the same broker with the same settings. Used by one
 * thread.
 */
final class DecisionBench {
  private static final Set<Role> ROLES = EnumSet.of(Role.DETECT, Role.RESPOND);
  private static final String GROUP = "bench";
  private static final String PEER = "bench-peer";
  private static final String PEER_IN = "bench.in";
  private static final String PEER_OUT = "bench.out";
  private static final int PARTITIONS = 4;
  private static final String ENFORCE =
      """
      response:
        policies:
          - name: bench
            mode: enforce
            ladder:
              - {action: suspend, min_probability: 0.9}
      """;

  private final DecisionPlan plan;
  private final PrintStream out;
  private final SchemaAnswers registry =
      new SchemaAnswers(new InMemorySchemaRegistry(), InstantSource.system());
  private final TopicSerdes serdes = new TopicSerdes(registry, true);

  DecisionBench(DecisionPlan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  /** Runs both topologies and prints their times. */
  void run(Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(kafka)) {
        new TopicPreparation(admin, new TopicsConfig(true, PARTITIONS, (short) 1, 0, Map.of()))
            .prepare();
        admin
            .createTopics(
                List.of(
                    new NewTopic(PEER_IN, PARTITIONS, (short) 1),
                    new NewTopic(PEER_OUT, PARTITIONS, (short) 1)))
            .all()
            .get();
        Latencies decision = decisions(kafka, admin, folder);
        Latencies copy = copies(kafka, folder);
        decision.print("event to command, detect and respond", out);
        copy.print("event to copy, a topology that copies", out);
        out.printf(
            "ratio to the copy: p50 %.2f, p99 %.2f; load average at the end %.1f%n",
            decision.within(0.50) / copy.within(0.50),
            decision.within(0.99) / copy.within(0.99),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      }
    }
  }

  private Latencies decisions(Map<String, Object> kafka, Admin admin, Path folder)
      throws Exception {
    Properties properties = properties(GROUP, kafka, folder);
    AppConfig config = new ConfigBinder().bind(ENFORCE, AppConfig.defaults(), Map.of());
    Topology topology =
        new TopologyFactory(config, serdes, new SimpleMeterRegistry())
            .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
            .build(ROLES, properties);
    PacedRun run = new PacedRun(plan, Topics.USAGE.name(), kafka, serializer());
    DecisionTraffic traffic = new DecisionTraffic(plan);
    List<UsageEvent> history = traffic.history(InstantSource.system().instant());
    try (GatedConsumers consumers = new GatedConsumers(registry, InstantSource.system());
        StreamsRunner runner = runner(topology, properties, consumers)) {
      run.history(history);
      await(
          "history",
          () -> GroupOffsets.committed(admin, GROUP, Topics.USAGE.name()) >= history.size());
      return measured(run, traffic, kafka, Topics.COMMANDS.name());
    }
  }

  private Latencies copies(Map<String, Object> kafka, Path folder) throws Exception {
    Properties properties = properties(PEER, kafka, folder);
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(PEER_IN, Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .mapValues(value -> value)
        .to(PEER_OUT, Produced.with(Serdes.String(), Serdes.ByteArray()));
    PacedRun run = new PacedRun(plan, PEER_IN, kafka, serializer());
    try (GatedConsumers consumers = new GatedConsumers(registry, InstantSource.system());
        StreamsRunner runner = runner(builder.build(), properties, consumers)) {
      await("copying topology", runner::isRunning);
      return measured(run, new DecisionTraffic(plan), kafka, PEER_OUT);
    }
  }

  private Latencies measured(
      PacedRun run, DecisionTraffic traffic, Map<String, Object> kafka, String answers)
      throws Exception {
    try (AnswerWatch watch = new AnswerWatch(kafka, answers)) {
      Map<String, Long> due = run.play(traffic);
      Instant until = InstantSource.system().instant().plusSeconds(30);
      while (!watch.firstNanos().keySet().containsAll(due.keySet())
          && InstantSource.system().instant().isBefore(until)) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return Latencies.of(due, watch.firstNanos());
    }
  }

  private Properties properties(String group, Map<String, Object> kafka, Path folder) {
    StreamsSettings settings =
        new StreamsSettings(group, folder.resolve(group), plan.threads(), Duration.ofMillis(100));
    Map<String, String> texts = new HashMap<>();
    kafka.forEach((name, value) -> texts.put(name, value.toString()));
    return StreamsProperties.of(settings, ROLES, texts, new SimpleMeterRegistry());
  }

  private static StreamsRunner runner(
      Topology topology, Properties properties, GatedConsumers consumers) {
    return new StreamsRunner(
        topology, properties, new GatedStreamsClients(consumers), new SimpleMeterRegistry());
  }

  private Serializer<UsageEvent> serializer() {
    return serdes.value(Topics.USAGE).serializer();
  }

  private static void await(String what, BooleanSupplier done) throws InterruptedException {
    long from = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - from > TimeUnit.MINUTES.toNanos(5)) {
        throw new IllegalStateException(what + " did not finish in five minutes");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
