package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.SpendWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.MountableFile;

/**
 * The image of deploy/Dockerfile in two instances, with Kafka and Apicurio's registry in
 * containers; one instance is killed in the middle.
 */
class ContainersIT {
  private static final String REGISTRY = "apicurio/apicurio-registry:3.3.3";
  private static final int BEFORE_KILL = 300;
  private static final int AFTER_KILL = 300;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void needsAnEngine() {
    KafkaNode.assumeEngine();
    assumeTrue(
        Files.exists(Path.of("target", "keyfuse.jar")), "the jar is built by mvn verify only");
  }

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void shouldCountOnceAndCommandOnceWithTwoInstancesAndOneKilled() throws Exception {
    SigningKeys.generate().write(folder);
    Network network = with(Network.newNetwork());
    int kafkaPort = KafkaNode.freePort();
    with(kafka(network, kafkaPort)).start();
    GenericContainer<?> registry = with(registry(network));
    registry.start();
    GenericContainer<?> first = with(keyfuse(network, image(), "one"));
    first.start();
    GenericContainer<?> second = with(keyfuse(network, image(), "two"));
    second.start();
    Reader reader = new Reader(kafkaPort, registry);

    Instant minute = Instant.now().minus(Duration.ofMinutes(30));
    Instant floor = Instant.ofEpochSecond(minute.getEpochSecond() / 60 * 60);
    for (int i = 0; i < BEFORE_KILL; i++) {
      post(i % 2 == 0 ? first : second, key(i), "before-" + i, floor.plusSeconds(i % 50));
    }
    first.getDockerClient().killContainerCmd(first.getContainerId()).exec();
    for (int i = 0; i < AFTER_KILL; i++) {
      post(second, key(i), "after-" + i, floor.plusSeconds(i % 50));
      post(second, key(i), "after-" + i, floor.plusSeconds(i % 50));
    }
    for (int i = 0; i < 20; i++) {
      String body = Usage.provider("openai:proj_c:stolen", "flood-" + i, Instant.now(), "40");
      assertThat(post(second, body)).isIn(200, 202);
    }

    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThat(reader.requests(floor)).isEqualTo(BEFORE_KILL + AFTER_KILL));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              List<KillSwitchCommand> commands = reader.all(Topics.COMMANDS);
              assertThat(commands)
                  .singleElement()
                  .satisfies(
                      c -> {
                        assertThat(c.getCredential().getKeyId()).isEqualTo("stolen");
                        assertThat(c.getDryRun()).isTrue();
                      });
              List<CommandOutcome> outcomes = reader.all(Topics.OUTCOMES);
              assertThat(outcomes)
                  .filteredOn(o -> o.getStatus() == OutcomeStatus.DRY_RUN)
                  .hasSize(1);
            });
  }

  private static String key(int i) {
    return "openai:proj_c:key_" + i % 20;
  }

  private void post(GenericContainer<?> app, String credential, String id, Instant at)
      throws IOException, InterruptedException {
    assertThat(post(app, Usage.telemetry(credential, id, at, "0.001"))).isIn(200, 202);
  }

  private int post(GenericContainer<?> app, String body) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + app.getMappedPort(8080) + "/v1/usage");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer container-test-token")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private <C extends AutoCloseable> C with(C resource) {
    open.add(resource);
    return resource;
  }

  private static GenericContainer<?> kafka(Network network, int hostPort) {
    GenericContainer<?> kafka =
        new GenericContainer<>(KafkaNode.IMAGE)
            .withImagePullPolicy(image -> false)
            .withNetwork(network)
            .withNetworkAliases("kafka")
            .withEnv(KafkaNode.settings("kafka", hostPort, "PLAINTEXT"))
            .waitingFor(Wait.forListeningPort());
    kafka.setPortBindings(List.of("127.0.0.1:" + hostPort + ":29092"));
    return kafka;
  }

  private static GenericContainer<?> registry(Network network) {
    return new GenericContainer<>(REGISTRY)
        .withImagePullPolicy(image -> false)
        .withNetwork(network)
        .withNetworkAliases("registry")
        .withExposedPorts(8080)
        .waitingFor(
            Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(Duration.ofMinutes(3)));
  }

  private static ImageFromDockerfile image() {
    return new ImageFromDockerfile("keyfuse-it", false)
        .withFileFromPath("Dockerfile", Path.of("..", "deploy", "Dockerfile"))
        .withFileFromPath("app/target/keyfuse.jar", Path.of("target", "keyfuse.jar"));
  }

  private GenericContainer<?> keyfuse(Network network, ImageFromDockerfile image, String name) {
    return new GenericContainer<>(image)
        .withNetwork(network)
        .withNetworkAliases(name)
        .withExposedPorts(8080, 9464)
        .withEnv("CONTAINER_TOKEN", "container-test-token")
        .withEnv("KEYFUSE__STREAMS__STATE_DIR", "/tmp/state-" + name)
        .withCopyFileToContainer(
            MountableFile.forClasspathResource("containers/keyfuse.yaml", 0444),
            "/etc/keyfuse/keyfuse.yaml")
        .withCopyFileToContainer(signing(SigningKeys.PRIVATE_FILE), "/etc/keyfuse/signing.key")
        .withCopyFileToContainer(signing(SigningKeys.PUBLIC_FILE), "/etc/keyfuse/signing.pub")
        .waitingFor(
            Wait.forHttp("/health/ready").forPort(9464).withStartupTimeout(Duration.ofMinutes(3)));
  }

  private MountableFile signing(String name) {
    return MountableFile.forHostPath(folder.resolve(name), 0444);
  }

  /** Reads whole topics through the published listener and Apicurio's schemas. */
  private static final class Reader {
    private final Map<String, Object> kafka;
    private final TopicSerdes serdes;

    Reader(int kafkaPort, GenericContainer<?> registry) {
      this.kafka =
          Map.of(
              "bootstrap.servers", "127.0.0.1:" + kafkaPort, "isolation.level", "read_committed");
      URI url = URI.create("http://127.0.0.1:" + registry.getMappedPort(8080) + "/apis/ccompat/v7");
      this.serdes =
          new TopicSerdes(new HttpSchemaRegistryClient(RegistryConfig.of(url), Map.of()), false);
    }

    /** Requests of the minute by its newest revision of each key. */
    long requests(Instant minute) {
      Map<String, Long> newest = new HashMap<>();
      for (SpendWindow window : all(Topics.SPEND)) {
        if (window.getWidthMs() == 60_000 && window.getWindowStart().equals(minute)) {
          newest.put(window.getCredential().getKeyId(), window.getTelemetry().getRequestCount());
        }
      }
      return newest.values().stream().mapToLong(Long::longValue).sum();
    }

    <V extends SpecificRecord> List<V> all(Topic<V> topic) {
      return Instances.all(kafka, topic, serdes);
    }
  }
}
