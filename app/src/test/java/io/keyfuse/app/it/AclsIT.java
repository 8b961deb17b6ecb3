package io.keyfuse.app.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.keyfuse.app.Platform;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.app.topic.TopicAdministration;
import io.keyfuse.app.topic.TopicAllowance;
import io.keyfuse.app.topic.TopicPlan;
import io.keyfuse.app.topic.TopicStep;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * deploy/acls/acls.sh on a broker that enforces ACLs: each role runs under a principal of its own,
 * and is refused what is not its own.
 */
class AclsIT {
  private static final List<String> ROLES = List.of("ingest", "detect", "respond", "console");
  @TempDir static Path folder;

  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static SecuredKafka kafka;
  private static AclProbe probe;

  @BeforeAll
  static void start() throws Exception {
    KafkaNode.assumeEngine();
    List<String> users =
        Stream.concat(ROLES.stream(), Stream.of("gateway", "operator"))
            .map(AclsIT::principal)
            .toList();
    kafka = with(SecuredKafka.start(users));
    kafka.grant(folder);
    probe = new AclProbe(who -> kafka.as(principal(who)));
    try (Admin admin = Admin.create(probe.as("operator"))) {
      TopicAdministration topics =
          new TopicAdministration(admin, config("partitions: 6"), new TopicAllowance(true, true));
      topics.apply(topics.plan());
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> topics.plan().isEmpty());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = OPEN.size() - 1; i >= 0; i--) {
      OPEN.get(i).close();
    }
  }

  @Test
  void shouldAllowEachPrincipalWhatItsRoleNeedsAndNoMore() throws Exception {
    List<String> allowed = new ArrayList<>();
    for (String who : List.of("ingest", "detect", "respond", "console", "gateway", "operator")) {
      Map<AclOperation, List<String>> operations = probe.allowed(who);
      operations.forEach(
          (operation, topics) ->
              allowed.add(
                  who
                      + " "
                      + operation
                      + " "
                      + (topics.size() == Topics.all().size() ? "all" : String.join(" ", topics))));
    }

    assertThat(allowed)
        .containsExactlyInAnyOrder(
            "ingest READ context",
            "ingest WRITE usage context",
            "detect READ usage context keys",
            "detect WRITE spend evidence dlq",
            "respond READ context evidence alerts commands outcomes",
            "respond WRITE alerts commands outcomes keys decisions dlq",
            "console READ spend alerts commands outcomes keys decisions",
            "gateway READ keys",
            "operator READ usage context decisions dlq",
            "operator WRITE usage context policies dlq",
            "operator CREATE all",
            "operator ALTER all",
            "operator ALTER_CONFIGS all");
  }

  @Test
  void shouldRefuseRecordsAndGroupsThatAreNotTheRolesOwn() {
    for (String who : List.of("ingest", "detect", "console", "gateway", "operator")) {
      assertThatThrownBy(() -> probe.produce(who, Topics.COMMANDS.name()))
          .as(who)
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    assertThatThrownBy(() -> probe.produce("ingest", Topics.OUTCOMES.name()))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> probe.poll("gateway", Topics.COMMANDS.name()))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> probe.poll("ingest", Topics.USAGE.name()))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> probe.join("console", Topics.KEYS.name(), "keyfuse-executors"))
        .isInstanceOf(GroupAuthorizationException.class);
    assertThatThrownBy(() -> probe.create("respond", "keyfuse.new.v1"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void shouldCarryUsageToAnOutcomeWithEachRoleUnderItsOwnPrincipal() throws Exception {
    EmbeddedRegistry registry =
        with(
            new EmbeddedRegistry(
                EmbeddedRegistryConfig.defaults(), new HashMap<>(kafka.as(SecuredKafka.ADMIN))));
    registry.start();
    BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    Map<String, Platform> running =
        instances(registry.url(), webhook(receiver(posted, 204, "")), feed());
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> running.values().stream().allMatch(Platform::isReady));
    Platform ingest = requireNonNull(running.get("ingest"));
    URI console = requireNonNull(running.get("console")).api();
    probe.produce("ingest", Topics.USAGE.name());
    for (int i = 0; i < 20; i++) {
      String flood = Usage.provider("openai:proj_a:stolen", "flood-" + i, Instant.now(), "40");
      // The first ones may be told to come again while the producer connects.
      eventually(() -> assertThat(Instances.post(ingest.api(), flood)).isEqualTo(200));
    }

    eventually(
        () ->
            assertThat(Instances.all(probe.as("console"), Topics.OUTCOMES, ingest.serdes()))
                .singleElement()
                .satisfies(o -> assertThat(o.getStatus()).isEqualTo(OutcomeStatus.DRY_RUN)));
    eventually(() -> assertThat(posted).anyMatch(body -> body.contains("stolen")));
    eventually(() -> assertThat(incidents(console)).contains("stolen"));
    eventually(
        () ->
            assertThat(Instances.all(probe.as("gateway"), Topics.KEYS, ingest.serdes()))
                .anyMatch(key -> key.getCredential().getKeyId().equals("stolen")));
    probe.join("gateway", Topics.KEYS.name(), "keyfuse-gateway-eu");
    eventually(
        () ->
            assertThat(
                    Instances.all(
                        probe.as("operator"),
                        Topics.DEAD_LETTERS.name(),
                        new ByteArrayDeserializer()))
                .hasSize(1));
    eventually(() -> assertThat(scopes(ingest)).contains("feed/acme/completions"));
    assertThat(ingestFile(registry.url())).isZero();
    assertThat(scopes(ingest)).anyMatch(scope -> scope.startsWith("feed/file/"));
    assertThat(planToRepartition().topics())
        .filteredOn(topic -> !topic.steps().isEmpty())
        .hasSize(9)
        .allSatisfy(
            topic ->
                assertThat(topic.steps())
                    .singleElement()
                    .extracting("reason")
                    .isEqualTo(TopicStep.Reason.APPLICATION_RUNNING));
  }

  private static Map<String, Platform> instances(URI registry, String webhooks, String feeds)
      throws IOException {
    Instances instances = new Instances(folder, registry);
    Map<String, Platform> running = new HashMap<>();
    Map<String, String> more =
        Map.of(
            "KEYFUSE__TOPICS__CREATE",
            "false",
            "KEYFUSE__RESPONSE__NOTIFICATION__WEBHOOKS",
            webhooks,
            "KEYFUSE__INGEST__FEEDS__OPENAI",
            feeds);
    for (String role : ROLES) {
      running.put(role, with(instances.start(role, Role.parse(role), probe.as(role), more)));
    }
    return running;
  }

  /** Starts a server that gives every request one answer, and returns its port. */
  private static int receiver(BlockingQueue<String> posted, int status, String answer)
      throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    receiver.createContext(
        "/",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    receiver.start();
    OPEN.add(() -> receiver.stop(0));
    return receiver.getAddress().getPort();
  }

  private static String webhook(int port) {
    return "[{name: oncall, url: 'http://127.0.0.1:%d/', secret: {env: CONTAINER_TOKEN}}]"
        .formatted(port);
  }

  /** A pull feed of a provider that has nothing to report. */
  private static String feed() throws IOException {
    String page = "{\"object\":\"page\",\"data\":[],\"has_more\":false,\"next_page\":null}";
    return ("[{name: acme, base_url: 'http://127.0.0.1:%d', credential: {env: CONTAINER_TOKEN},"
            + " reports: [completions], inventory: false}]")
        .formatted(receiver(new LinkedBlockingQueue<>(), 200, page));
  }

  private static String incidents(URI api) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/api/v1/incidents"))
            .header("Authorization", "Bearer " + Instances.TOKEN)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static List<String> scopes(Platform platform) {
    return Instances.all(probe.as("respond"), Topics.CONTEXT, platform.serdes()).stream()
        .map(ContextEvent::getScope)
        .toList();
  }

  /** Runs {@code keyfuse ingest file} as the operator; returns its exit code. */
  private static int ingestFile(URI registry) throws IOException, InterruptedException {
    Path call =
        Files.writeString(
            folder.resolve("call.jsonl"),
            "{\"request_id\":\"c\",\"call_type\":\"acompletion\",\"spend\":0.1,"
                + "\"startTime\":\"2026-09-18 22:00:00\",\"model\":\"gpt-4o\"}\n");
    StringBuilder yaml = new StringBuilder("topics: {create: false}\nkafka:\n");
    probe
        .as("operator")
        .forEach((name, value) -> yaml.append("  %s: '%s'%n".formatted(name, value)));
    yaml.append("registry: {urls: ['" + registry + "']}\n");
    Path config = Files.writeString(folder.resolve("operator.yaml"), yaml);
    return OutsideProcess.run(
            folder,
            Duration.ofMinutes(2),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.keyfuse.app.cli.Main",
            "ingest",
            "file",
            "--config",
            config.toString(),
            call.toString())
        .code();
  }

  private static TopicPlan planToRepartition() {
    try (Admin admin = Admin.create(probe.as("operator"))) {
      return new TopicAdministration(
              admin, config("partitions: 12"), new TopicAllowance(false, true))
          .plan();
    }
  }

  private static String principal(String who) {
    return "keyfuse-" + who;
  }

  private static AppConfig config(String topics) {
    return AppConfig.parse("kafka: {bootstrap.servers: b:1}\ntopics: {" + topics + "}", Map.of());
  }

  private static void eventually(ThrowingRunnable holds) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(holds);
  }

  private static <C extends AutoCloseable> C with(C resource) {
    OPEN.add(resource);
    return resource;
  }
}
