package io.keyfuse.bench;

import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.app.http.HttpServer;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.ingest.http.AccessToken;
import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.http.IntakeDoor;
import io.keyfuse.ingest.http.UsagePublisher;
import io.keyfuse.ingest.http.UsageRoutes;
import io.keyfuse.ingest.otlp.OtlpConfig;
import io.keyfuse.ingest.otlp.OtlpRoutes;
import io.keyfuse.ingest.stream.KafkaUsagePublisher;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events per second and acknowledgement times of the intake over real HTTP into a real broker with
 * acks=all, as fast as it goes and at a pace, beside a plain producer that writes the same bytes;
 * OTLP with and without Kafka; rows per second of a FOCUS file. Every run is played twice and the
 * second one counts.
 */
final class IngestBench {
  private static final String TOKEN = "bench-token-of-the-intake";
  private static final HttpIntakeConfig CONFIG = HttpIntakeConfig.defaults();

  private final IngestPlan plan;
  private final PrintStream out;
  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final AtomicLong published = new AtomicLong();

  IngestBench(IngestPlan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  /** Runs everything and prints one line for each. */
  void run(Path folder) throws Exception {
    List<List<UsageEvent>> batches = batches();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicPreparation(admin, new TopicsConfig(true, 4, (short) 1, 0, Map.of())).prepare();
      Map<String, Object> settings = new HashMap<>(KafkaUsagePublisher.producerSettings(CONFIG));
      settings.put("bootstrap.servers", broker.bootstrapServers());
      double plain = Math.max(plainProducer(settings, batches), plainProducer(settings, batches));
      out.printf("plain producer, same bytes, acks=all %,30.0f events/s%n", plain);
      List<byte[]> ndjson = batches.stream().map(IngestBodies::ndjson).toList();
      List<byte[]> spans = otlp(batches);
      try (KafkaProducer<String, UsageEvent> producer =
          new KafkaProducer<>(
              settings, new StringSerializer(), serdes.value(Topics.USAGE).serializer())) {
        UsagePublisher kafka = new KafkaUsagePublisher(producer, Topics.USAGE.name(), CONFIG);
        double json = post(kafka, new Way("/v1/usage", "application/x-ndjson", "NDJSON"), ndjson);
        out.printf("ratio of NDJSON to the plain producer %.3f%n", json / plain);
        post(kafka, new Way("/v1/traces", "application/x-protobuf", "OTLP protobuf"), spans);
      }
    }
    UsagePublisher nowhere = events -> CompletableFuture.completedFuture(null);
    Way withoutKafka = new Way("/v1/traces", "application/x-protobuf", "OTLP, without Kafka");
    post(nowhere, withoutKafka, otlp(batches));
    out.printf(
        "FOCUS CSV, decoded and validated %,34.0f rows/s%n",
        FocusFileBench.rowsPerSecond(folder, plan.rows()));
  }

  private record Way(String path, String contentType, String name) {}

  private List<List<UsageEvent>> batches() {
    Instant start = InstantSource.system().instant().minus(1, ChronoUnit.HOURS);
    UsageLoad load = new UsageLoad(10_000, plan.seed(), start.truncatedTo(ChronoUnit.MILLIS), 1);
    List<List<UsageEvent>> batches = new ArrayList<>();
    for (int request = 0; request < plan.requests(); request++) {
      List<UsageEvent> batch = new ArrayList<>();
      for (int i = 0; i < plan.batch(); i++) {
        batch.add(load.next());
      }
      batches.add(batch);
    }
    return batches;
  }

  private static List<byte[]> otlp(List<List<UsageEvent>> batches) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    for (List<UsageEvent> batch : batches) {
      bodies.add(IngestBodies.otlp(batch, (long) bodies.size() * batch.size()));
    }
    return bodies;
  }

  private double post(UsagePublisher publisher, Way way, List<byte[]> bodies) throws Exception {
    UsagePublisher counting =
        events -> publisher.publish(events).thenRun(() -> published.addAndGet(events.size()));
    IntakeDoor door =
        new IntakeDoor(
            CONFIG, List.of(new AccessToken("bench", TOKEN)), counting, new SimpleMeterRegistry());
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    InstantSource clock = InstantSource.system();
    try (HttpServer server =
        HttpServer.start(
            "bench",
            new HttpServer.Listener("bench", "127.0.0.1", 0, 64),
            List.of(
                new UsageRoutes(door, validator, clock)::register,
                new OtlpRoutes(door, OtlpConfig.defaults(), validator, clock)::register))) {
      PostLoad load = new PostLoad(server.uri().resolve(way.path()), way.contentType(), TOKEN);
      load.post(bodies, plan.clients());
      String name = way.name() + " of " + plan.batch();
      double full = shown(name, plan.requests(), () -> load.post(bodies, plan.clients()));
      int paced = plan.pacedRequests();
      if (paced > 0) {
        shown(name + ", paced", paced, () -> load.paced(bodies, paced, plan.pacedGapNanos()));
      }
      return full;
    }
  }

  /** Returns the events per second of a load whose every event must be published. */
  private double shown(String name, int requests, Callable<PostLoad.Result> load) throws Exception {
    published.set(0);
    PostLoad.Result result = load.call();
    long wanted = (long) requests * plan.batch();
    if (published.get() != wanted) {
      throw new IllegalStateException(published.get() + " of " + wanted + " were published");
    }
    double perSecond = wanted / result.seconds();
    out.printf(
        "%-40s %,26.0f events/s   p50 %.1f ms   p99 %.1f ms%n",
        name, perSecond, result.p50Millis(), result.p99Millis());
    return perSecond;
  }

  /** The same keys and values that the intake writes, made before the clock starts. */
  private double plainProducer(Map<String, Object> settings, List<List<UsageEvent>> batches) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (List<UsageEvent> batch : batches) {
      for (UsageEvent event : batch) {
        byte[] key = CredentialId.of(event.getCredential()).getBytes(StandardCharsets.UTF_8);
        byte[] value =
            serdes.value(Topics.USAGE).serializer().serialize(Topics.USAGE.name(), event);
        records.add(new ProducerRecord<>(Topics.USAGE.name(), key, value));
      }
    }
    AtomicLong acknowledged = new AtomicLong();
    long from = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        var unused =
            producer.send(
                record, (metadata, failure) -> acknowledged.addAndGet(failure == null ? 1 : 0));
      }
    }
    if (acknowledged.get() != records.size()) {
      throw new IllegalStateException(acknowledged + " of " + records.size() + " were written");
    }
    return records.size() * 1e9 / (System.nanoTime() - from);
  }
}
