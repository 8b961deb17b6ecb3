package io.keyfuse.bench;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.app.stream.GatedStreamsClients;
import io.keyfuse.app.stream.StreamsProperties;
import io.keyfuse.app.stream.StreamsRunner;
import io.keyfuse.app.stream.TopologyFactory;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.stream.gate.GatedConsumers;
import io.keyfuse.schemas.stream.gate.SchemaAnswers;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events per second of the whole fused topology, beside a plain consumer loop over the same records
 * in the same run: once counting bytes, once decoding Avro. One embedded broker, exactly-once on.
 */
final class ThroughputBench {
  private static final String GROUP = "bench";
  private static final String HOST_STATE = "streams";

  private final BenchPlan plan;
  private final PrintStream out;
  private final SchemaAnswers registry =
      new SchemaAnswers(new InMemorySchemaRegistry(), InstantSource.system());
  private final TopicSerdes serdes = new TopicSerdes(registry, true);

  ThroughputBench(BenchPlan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  /** Runs preload, both loops and the topology, and prints one table. */
  void run(Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(kafka)) {
        new TopicPreparation(
                admin, new TopicsConfig(true, plan.partitions(), (short) 1, 0, Map.of()))
            .prepare();
        report("preload (producer, acks=all)", preload(kafka), 0);
        double bytes = plainLoop(kafka, new ByteArrayDeserializer());
        report("plain consumer loop, bytes", bytes, bytes);
        double decoded = plainLoop(kafka, serdes.value(Topics.USAGE).deserializer());
        report("plain consumer loop, Avro decoded", decoded, bytes);
        double topology = topology(kafka, admin, folder);
        report("keyfuse topology, " + plan.threads() + " thread(s), exactly once", topology, bytes);
        out.printf("ratio to the decoding loop: %.3f%n", topology / decoded);
      }
    }
  }

  private double preload(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("acks", "all");
    settings.put("linger.ms", 20);
    settings.put("batch.size", 131_072);
    settings.put("compression.type", "lz4");
    UsageLoad load =
        new UsageLoad(
            plan.keys(), plan.seed(), Instant.parse("2026-11-01T00:00:00Z"), plan.spacingMicros());
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long from = System.nanoTime();
    try (KafkaProducer<String, UsageEvent> producer =
        new KafkaProducer<>(
            settings, new StringSerializer(), serdes.value(Topics.USAGE).serializer())) {
      for (int i = 0; i < plan.events(); i++) {
        UsageEvent event = load.next();
        var unused =
            producer.send(
                new ProducerRecord<>(
                    Topics.USAGE.name(), CredentialId.of(event.getCredential()), event),
                (metadata, e) -> failure.compareAndSet(null, e));
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the preload failed", failure.get());
    }
    return perSecond(from);
  }

  private <V> double plainLoop(Map<String, Object> kafka, Deserializer<V> values) {
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.USAGE.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long from = System.nanoTime();
      long seen = 0;
      while (seen < plan.events()) {
        ConsumerRecords<String, V> records = consumer.poll(Duration.ofSeconds(1));
        seen += records.count();
      }
      return perSecond(from);
    }
  }

  private double topology(Map<String, Object> kafka, Admin admin, Path folder) throws Exception {
    Set<Role> roles = EnumSet.of(Role.DETECT, Role.RESPOND);
    StreamsSettings settings =
        new StreamsSettings(
            GROUP, folder.resolve(HOST_STATE), plan.threads(), Duration.ofMillis(100));
    Map<String, String> texts = new HashMap<>();
    kafka.forEach((k, v) -> texts.put(k, v.toString()));
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Properties properties = StreamsProperties.of(settings, roles, texts, metrics);
    TopologyFactory factory = new TopologyFactory(AppConfig.defaults(), serdes, metrics);
    long from = System.nanoTime();
    try (GatedConsumers consumers = new GatedConsumers(registry, InstantSource.system());
        StreamsRunner runner =
            new StreamsRunner(
                factory
                    .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
                    .build(roles, properties),
                properties,
                new GatedStreamsClients(consumers),
                metrics)) {
      while (GroupOffsets.committed(admin, GROUP, Topics.USAGE.name()) < plan.events()) {
        TimeUnit.MILLISECONDS.sleep(200);
        if (System.nanoTime() - from > TimeUnit.MINUTES.toNanos(20)) {
          throw new IllegalStateException("the topology did not finish in 20 minutes");
        }
      }
      return perSecond(from);
    }
  }

  private double perSecond(long from) {
    return plan.events() * 1e9 / (System.nanoTime() - from);
  }

  private void report(String what, double eventsPerSecond, double peer) {
    out.printf(
        "%-52s %,12.0f events/s%s%n",
        what, eventsPerSecond, peer == 0 ? "" : String.format("   x%.3f", eventsPerSecond / peer));
  }
}
