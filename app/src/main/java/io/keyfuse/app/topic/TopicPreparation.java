package io.keyfuse.app.topic;

import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes sure before the start that every topic is there and that those keyed by credential have
 * equal partition counts. Never changes a topic that exists.
 */
public final class TopicPreparation {
  private static final long TIMEOUT_S = 30;

  private final Admin admin;
  private final TopicsConfig config;

  /** Works over an admin client that the caller closes. */
  public TopicPreparation(Admin admin, TopicsConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Creates what is missing, or refuses.
   *
   * @return partitions of the topics keyed by credential
   * @throws ConfigException when a topic is missing and may not be made, partition counts differ,
   *     or the cluster cannot be reached
   */
  public int prepare() {
    SortedSet<String> missing = missing();
    if (!missing.isEmpty() && !config.create()) {
      throw new ConfigException(
          "topics", "missing: " + String.join(", ", missing) + "; make them or set create: true");
    }
    int partitions = copartitions(missing);
    create(missing, partitions);
    return partitions;
  }

  private SortedSet<String> missing() {
    SortedSet<String> missing = new TreeSet<>();
    Topics.all().forEach(topic -> missing.add(topic.name()));
    missing.removeAll(await(admin.listTopics().names()));
    return missing;
  }

  private int copartitions(SortedSet<String> missing) {
    List<String> present =
        Topics.all().stream()
            .filter(Topic::copartitioned)
            .map(Topic::name)
            .filter(name -> !missing.contains(name))
            .toList();
    Map<String, Integer> counts = new HashMap<>();
    for (TopicDescription topic : await(admin.describeTopics(present).allTopicNames()).values()) {
      counts.put(topic.name(), topic.partitions().size());
    }
    if (counts.values().stream().distinct().count() > 1) {
      throw new ConfigException(
          "topics",
          "must have equal partition counts but have " + counts + "; recreate the odd one");
    }
    return counts.values().stream().findFirst().orElse(config.partitions());
  }

  private void create(SortedSet<String> missing, int partitions) {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      if (missing.contains(topic.name())) {
        int count = topic.copartitioned() ? partitions : 1;
        wanted.add(
            new NewTopic(
                    topic.name(),
                    Optional.of(count),
                    config.replicationFactor() < 0
                        ? Optional.empty()
                        : Optional.of(config.replicationFactor()))
                .configs(settings(topic)));
      }
    }
    try {
      await(admin.createTopics(wanted).all());
    } catch (ConfigException e) {
      // Another instance may have made them between the look and the making.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Map<String, String> settings(Topic<?> topic) {
    Map<String, String> settings = new HashMap<>();
    if (topic.cleanup() == Cleanup.COMPACT) {
      settings.put("cleanup.policy", "compact");
    } else {
      settings.put("cleanup.policy", "delete");
      settings.put("retention.ms", Long.toString(topic.retention().toMillis()));
    }
    if (config.minInsyncReplicas() > 0) {
      settings.put("min.insync.replicas", Integer.toString(config.minInsyncReplicas()));
    }
    return settings;
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private static ConfigException unreachable(Throwable cause) {
    ConfigException failure =
        new ConfigException(
            "kafka.bootstrap.servers",
            "the cluster did not answer (" + saidBy(cause) + "); check address and ACLs");
    failure.initCause(cause);
    return failure;
  }

  private static String saidBy(Throwable cause) {
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName() + " after " + TIMEOUT_S + " s"
        : cause.getMessage();
  }
}
