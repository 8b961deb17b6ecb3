package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.Platform;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry goes away at the start and in the middle of work. {@code
 * -Dkeyfuse.outage.seconds=60} makes the outages longer.
 */
class RegistryOutageIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("keyfuse.outage.seconds", 15));
  private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
  private static final ConditionFactory SOON =
      Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));

  private static final String WEBHOOKS = "KEYFUSE__RESPONSE__NOTIFICATION__WEBHOOKS";
  private static final String QUIET_WEBHOOK =
      "[{name: quiet, url: 'http://127.0.0.1:9/', min_severity: CRITICAL,"
          + " secret: {env: CONTAINER_TOKEN}}]";

  @TempDir Path folder;

  private EmbeddedBroker broker;
  private EmbeddedRegistry registry;
  private URI registryUrl;
  private Instances instances;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), kafka());
    registry.start();
    registryUrl = registry.url();
    instances = new Instances(folder, registryUrl);
  }

  @AfterEach
  void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void shouldWaitAtTheStartAndBeginSoonAfterTheRegistryIsBack() throws Exception {
    // Given contracts that an earlier life has registered, and no registry
    try (HttpSchemaRegistryClient client =
        new HttpSchemaRegistryClient(RegistryConfig.of(registryUrl), Map.of())) {
      new SchemaPreparation(client, true, SubjectStrategy.TOPIC_NAME).prepare();
    }
    registry.close();
    URI management = URI.create("http://127.0.0.1:" + freePort());

    // When an instance starts
    CompletableFuture<Platform> starting =
        CompletableFuture.supplyAsync(
            () -> startAll(Map.of("KEYFUSE__MANAGEMENT__PORT", "" + management.getPort())));
    SOON.ignoreExceptions().until(() -> get(management, "/health/live").contains("up"));

    // Then it lives, is not ready, and says what for
    SOON.during(OUTAGE)
        .atMost(OUTAGE.plusSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> get(management, "/health/ready").contains("\"registry\""));
    assertThat(starting).isNotDone();

    // And goes on when the registry is back
    long back = comeBack();
    SOON.until(() -> !get(management, "/health/ready").contains("\"registry\""));
    assertThat(since("start", back)).isLessThan(BACK_WITHIN);
    try (Platform platform = starting.get(1, TimeUnit.MINUTES)) {
      SOON.until(platform::isReady);
      assertThat(deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldLetKnownSchemasFlowAndUnknownOnesWait() throws Exception {
    NextVersion<UsageEvent> next = new NextVersion<>(Topics.USAGE, registryUrl);
    try (Platform platform = startAll(Map.of())) {
      SOON.until(platform::isReady);
      OutageTraffic traffic = new OutageTraffic(platform, broker.bootstrapServers());
      traffic.post(OutageTraffic.FREE_KEY);
      List<Duration> before = latencies(traffic, Duration.ofSeconds(5));

      registry.close();
      // Newer producers go on writing with a schema that this instance has not met.
      traffic.produceNewer(next, 5);
      traffic.postUncounted(OutageTraffic.HELD_KEY, 5);
      List<Duration> during = latencies(traffic, OUTAGE);
      SOON.until(() -> traffic.held() == 1);
      assertThat(traffic.waiting()).isEqualTo(10);

      long back = comeBack();
      SOON.until(() -> traffic.waiting() == 0);
      assertThat(since("streams", back)).isLessThan(BACK_WITHIN);
      assertThat(traffic.held()).isZero();
      report(before, during);
      assertThat(median(during)).isLessThan(median(before).plusSeconds(1));
      assertThat(traffic.count("keyfuse.app.stream.threads.replaced")).isZero();
      assertThat(traffic.count("keyfuse.ingest.rejected")).isZero();
      assertThat(deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldLetExecutorsWebhooksAndTheConsoleWaitWithoutAFailure() throws Exception {
    NewerRecords newer = new NewerRecords(registryUrl, instances.signing());
    try (Platform platform = startAll(Map.of(WEBHOOKS, QUIET_WEBHOOK))) {
      SOON.until(platform::isReady);
      OutageTraffic traffic = new OutageTraffic(platform, broker.bootstrapServers());

      registry.close();
      traffic.produce(newer.alert());
      traffic.produce(newer.command());
      // The webhook and the console wait before the alert, executor and console before the command.
      SOON.until(() -> traffic.held() == 4);
      SOON.during(Duration.ofSeconds(5)).until(() -> traffic.held() == 4);

      long back = comeBack();
      SOON.until(() -> traffic.held() == 0);
      assertThat(since("workers", back)).isLessThan(BACK_WITHIN);
      SOON.until(
          () -> traffic.count("keyfuse.alerting.command.outcomes", "status", "dry_run") == 1);
      SOON.until(() -> traffic.count("keyfuse.alerting.notifications", "result", "quiet") == 1);
      SOON.until(
          () -> folded(traffic, Topics.ALERTS) == 1 && folded(traffic, Topics.COMMANDS) == 1);
      assertThat(traffic.count("keyfuse.app.executor.restarts")).isZero();
      assertThat(traffic.count("keyfuse.alerting.notify.restarts")).isZero();
      assertThat(traffic.count("keyfuse.console.restarts")).isZero();
      assertThat(deadLetters()).isEmpty();
    }
  }

  private static long folded(OutageTraffic traffic, Topic<?> topic) {
    return traffic.count("keyfuse.console.records", "topic", topic.name(), "result", "folded");
  }

  /** One event after the other, each timed from its post to its count. */
  private static List<Duration> latencies(OutageTraffic traffic, Duration length) throws Exception {
    List<Duration> all = new ArrayList<>();
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      all.add(traffic.post(OutageTraffic.FREE_KEY));
    }
    return all;
  }

  private static void report(List<Duration> before, List<Duration> during) {
    System.out.printf(
        "post to count, median and longest ms: before %d, %d; during the outage %d, %d%n",
        median(before).toMillis(),
        Collections.max(before).toMillis(),
        median(during).toMillis(),
        Collections.max(during).toMillis());
  }

  private static Duration median(List<Duration> all) {
    return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }

  private Platform startAll(Map<String, String> overrides) {
    return instances.start("all", EnumSet.allOf(Role.class), kafka(), overrides);
  }

  /** Starts the registry where it was; returns the time at which it listens. */
  private long comeBack() {
    EmbeddedRegistryConfig same =
        new EmbeddedRegistryConfig(
            registryUrl.getHost(),
            registryUrl.getPort(),
            EmbeddedRegistryConfig.defaults().topic(),
            EmbeddedRegistryConfig.defaults().maxBodyBytes(),
            EmbeddedRegistryConfig.defaults().timeout());
    registry = new EmbeddedRegistry(same, kafka());
    registry.start();
    return System.nanoTime();
  }

  private static Duration since(String what, long back) {
    Duration took = Duration.ofNanos(System.nanoTime() - back);
    System.out.printf(
        "outage of %d s: %s resumed %d ms after the return, at %s%n",
        OUTAGE.toSeconds(), what, took.toMillis(), Instant.now());
    return took;
  }

  private List<byte[]> deadLetters() {
    return Instances.all(kafka(), Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer());
  }

  private Map<String, Object> kafka() {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static String get(URI base, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(5)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
