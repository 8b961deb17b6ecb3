package io.keyfuse.app.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the registry's topic, or checks that the one found loses nothing and keeps its order. */
final class SchemaTopic {
  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

  private final String name;
  private final Duration timeout;

  SchemaTopic(String name, Duration timeout) {
    this.name = name;
    this.timeout = timeout;
  }

  void prepare(Map<String, Object> client) {
    Map<String, Object> bounded = new HashMap<>(client);
    int millis = Math.toIntExact(timeout.toMillis());
    bounded.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    bounded.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    try (Admin admin = Admin.create(bounded)) {
      Optional<TopicDescription> found = describe(admin);
      if (found.isEmpty()) {
        create(admin);
      } else {
        check(admin, found.get());
      }
    }
  }

  private Optional<TopicDescription> describe(Admin admin) {
    try {
      return Optional.ofNullable(
          get(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failed("looked at", e);
    }
  }

  private void create(Admin admin) {
    NewTopic topic =
        new NewTopic(name, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failed("made", e);
      }
    }
  }

  private void check(Admin admin, TopicDescription topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    String cleanup;
    try {
      cleanup =
          get(admin.describeConfigs(List.of(resource)).all())
              .values()
              .iterator()
              .next()
              .get(TopicConfig.CLEANUP_POLICY_CONFIG)
              .value();
    } catch (ExecutionException e) {
      throw failed("looked at", e);
    }
    if (topic.partitions().size() != 1 || !COMPACT.equals(cleanup)) {
      throw new SchemaLogException(
          "topic "
              + name
              + " has "
              + topic.partitions().size()
              + " partitions and cleanup.policy="
              + cleanup
              + "; the registry needs 1 and compact, or schemas get lost: mend it or name another",
          null);
    }
  }

  private <T> T get(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("prepared", e);
    } catch (TimeoutException e) {
      throw failed("prepared within " + timeout, e);
    }
  }

  private SchemaLogException failed(String what, Exception cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new SchemaLogException(
        "topic " + name + " could not be " + what + " (" + root + "); check kafka and its ACLs",
        cause);
  }
}
