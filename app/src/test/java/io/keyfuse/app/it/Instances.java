package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.Platform;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.schemas.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Starts instances of the product against one broker and one registry. */
final class Instances {
  private static final String TOKEN = "instances-test-token";

  private final Path folder;
  private final String bootstrapServers;
  private final URI registry;

  /** Makes the signing keys in the folder when they are missing. */
  Instances(Path folder, String bootstrapServers, URI registry) throws IOException {
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    if (!Files.exists(signing())) {
      SigningKeys.generate().write(signing());
    }
  }

  Path signing() {
    return folder.resolve("signing");
  }

  Platform start(String name, Set<Role> roles, Map<String, String> overrides) throws IOException {
    String yaml =
        new String(
            Instances.class.getResourceAsStream("/containers/keyfuse.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    Map<String, String> env = new HashMap<>();
    env.put("CONTAINER_TOKEN", TOKEN);
    env.put("KEYFUSE__KAFKA__BOOTSTRAP_SERVERS", bootstrapServers);
    env.put("KEYFUSE__REGISTRY__URLS", "[\"" + registry + "\"]");
    env.put("KEYFUSE__STREAMS__STATE_DIR", folder.resolve(name).toString());
    env.put("KEYFUSE__SERVER__HOST", "127.0.0.1");
    env.put("KEYFUSE__SERVER__PORT", "0");
    env.put("KEYFUSE__MANAGEMENT__HOST", "127.0.0.1");
    env.put("KEYFUSE__MANAGEMENT__PORT", "0");
    env.put(
        "KEYFUSE__RESPONSE__SIGNING__PRIVATE_KEY__FILE",
        signing().resolve(SigningKeys.PRIVATE_FILE).toString());
    env.put(
        "KEYFUSE__RESPONSE__SIGNING__PUBLIC_KEY",
        signing().resolve(SigningKeys.PUBLIC_FILE).toString());
    env.putAll(overrides);
    return Platform.start(AppConfig.parse(yaml, env), roles, env);
  }

  /** Posts an event, which the instance must take. */
  static void post(URI api, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/usage"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  /** Reads the committed records that a topic holds now. */
  <V> List<V> read(Topic<?> topic, Deserializer<V> values) {
    List<V> found = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(record.value()));
      }
    }
    return found;
  }
}
