package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.Platform;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intake and detection in one instance, response in another: they meet on topics only. */
class SplitRolesIT {
  @TempDir Path folder;

  @Test
  void shouldCarryOutACommandAcrossInstancesOfDifferentRoles() throws Exception {
    SigningKeys.generate().write(folder.resolve("signing"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        EmbeddedRegistry registry =
            new EmbeddedRegistry(
                EmbeddedRegistryConfig.defaults(),
                new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers())))) {
      registry.start();
      try (Platform detect =
              start(broker, registry, "detect", EnumSet.of(Role.INGEST, Role.DETECT));
          Platform respond = start(broker, registry, "respond", EnumSet.of(Role.RESPOND))) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> detect.isReady() && respond.isReady());
        for (int i = 0; i < 20; i++) {
          post(
              detect.api(),
              Usage.provider("openai:proj_s:stolen", "flood-" + i, Instant.now(), "40"));
        }

        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(outcomes(broker, respond))
                        .singleElement()
                        .satisfies(
                            outcome -> {
                              assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.DRY_RUN);
                              assertThat(outcome.getCredential().getKeyId()).isEqualTo("stolen");
                            }));
      }
    }
  }

  private Platform start(
      EmbeddedBroker broker, EmbeddedRegistry registry, String name, Set<Role> roles)
      throws Exception {
    String yaml =
        new String(
            SplitRolesIT.class.getResourceAsStream("/containers/keyfuse.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    Path signing = folder.resolve("signing");
    Map<String, String> env = new HashMap<>();
    env.put("CONTAINER_TOKEN", "split-roles-test-token");
    env.put("KEYFUSE__KAFKA__BOOTSTRAP_SERVERS", broker.bootstrapServers());
    env.put("KEYFUSE__REGISTRY__URLS", "[\"" + registry.url() + "\"]");
    env.put("KEYFUSE__STREAMS__STATE_DIR", folder.resolve(name).toString());
    env.put("KEYFUSE__SERVER__HOST", "127.0.0.1");
    env.put("KEYFUSE__SERVER__PORT", "0");
    env.put("KEYFUSE__MANAGEMENT__HOST", "127.0.0.1");
    env.put("KEYFUSE__MANAGEMENT__PORT", "0");
    env.put(
        "KEYFUSE__RESPONSE__SIGNING__PRIVATE_KEY__FILE",
        signing.resolve(SigningKeys.PRIVATE_FILE).toString());
    env.put(
        "KEYFUSE__RESPONSE__SIGNING__PUBLIC_KEY",
        signing.resolve(SigningKeys.PUBLIC_FILE).toString());
    return Platform.start(AppConfig.parse(yaml, env), roles, env);
  }

  private static void post(URI api, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/usage"))
            .header("Authorization", "Bearer split-roles-test-token")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private static List<CommandOutcome> outcomes(EmbeddedBroker broker, Platform platform) {
    List<CommandOutcome> outcomes = new ArrayList<>();
    try (KafkaConsumer<String, CommandOutcome> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            platform.serdes().value(Topics.OUTCOMES).deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.OUTCOMES.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> outcomes.add(record.value()));
      }
    }
    return outcomes;
  }
}
