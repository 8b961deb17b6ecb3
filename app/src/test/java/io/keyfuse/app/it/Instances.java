package io.keyfuse.app.it;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.Platform;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Starts instances of chosen roles in this process, configured like the containers. */
final class Instances {
  static final String TOKEN = "split-roles-test-token";

  private final Path folder;
  private final URI registry;

  /** Writes the signing keys that the instances share. */
  Instances(Path folder, URI registry) throws IOException {
    this.folder = folder;
    this.registry = registry;
    SigningKeys.generate().write(signing());
  }

  /** Returns the folder of the signing keys. */
  Path signing() {
    return folder.resolve("signing");
  }

  /** Starts one instance; {@code more} are further variables of its environment. */
  Platform start(
      String name, Set<Role> roles, Map<String, Object> kafka, Map<String, String> more) {
    Map<String, String> env = environment(name, kafka);
    env.putAll(more);
    return Platform.start(AppConfig.parse(yaml(), env), roles, env);
  }

  static int post(URI api, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/usage"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Reads all committed values of a topic. */
  static <V extends SpecificRecord> List<V> all(
      Map<String, Object> kafka, Topic<V> topic, TopicSerdes serdes) {
    return all(kafka, topic.name(), serdes.value(topic).deserializer());
  }

  static <V> List<V> all(Map<String, Object> kafka, String topic, Deserializer<V> decoder) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    List<V> values = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), decoder)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private Map<String, String> environment(String name, Map<String, Object> kafka) {
    Map<String, String> env = new HashMap<>();
    kafka.forEach(
        (setting, value) ->
            env.put(
                "KEYFUSE__KAFKA__" + setting.replace('.', '_').toUpperCase(Locale.ROOT),
                value.toString()));
    env.put("CONTAINER_TOKEN", TOKEN);
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
    return env;
  }

  private static String yaml() {
    try (var in = Instances.class.getResourceAsStream("/containers/keyfuse.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
