package io.keyfuse.app.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/** Looks at a cluster's topics and makes drift, as somebody with other tools would. */
final class ClusterProbe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Admin admin;

  ClusterProbe(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  Admin admin() {
    return admin;
  }

  Set<String> names() {
    return answer(admin.listTopics().names());
  }

  int partitions(String topic) {
    var found = told(() -> admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    return Objects.requireNonNull(found).partitions().size();
  }

  String setting(String topic, String name) {
    ConfigResource resource = resource(topic);
    var found = told(() -> admin.describeConfigs(List.of(resource)).all()).get(resource);
    return Objects.requireNonNull(found).get(name).value();
  }

  void create(String topic, int partitions) {
    answer(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    Awaitility.await().atMost(PATIENCE).until(() -> names().contains(topic));
  }

  void delete(String topic) {
    answer(admin.deleteTopics(List.of(topic)).all());
    Awaitility.await().atMost(PATIENCE).until(() -> !names().contains(topic));
  }

  void grow(String topic, int partitions) {
    answer(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
    Awaitility.await().atMost(PATIENCE).until(() -> partitions(topic) == partitions);
  }

  void set(String topic, Map<String, String> settings) {
    Collection<AlterConfigOp> operations =
        settings.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    changes.put(resource(topic), operations);
    answer(admin.incrementalAlterConfigs(changes).all());
    settings.forEach(
        (name, value) ->
            Awaitility.await().atMost(PATIENCE).until(() -> value.equals(setting(topic, name))));
  }

  @Override
  public void close() {
    admin.close();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  /** Asks again while the broker has not heard of a topic that the controller made. */
  private static <T> T told(Supplier<KafkaFuture<T>> question) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(
            e ->
                e.getCause() != null
                    && e.getCause().getCause() instanceof UnknownTopicOrPartitionException)
        .until(() -> answer(question.get()), Objects::nonNull);
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
