package io.keyfuse.app.topic;

import io.keyfuse.app.topic.TopicStep.AddPartitions;
import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Create;
import io.keyfuse.schemas.config.ConfigException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Reads and changes topics of a cluster. Every method throws {@link ConfigException} when the
 * cluster does not answer or refuses.
 */
final class ClusterTopics {
  private static final Set<GroupState> WITHOUT_MEMBERS = Set.of(GroupState.EMPTY, GroupState.DEAD);

  private final Admin admin;

  /** Works over an admin client that the caller closes. */
  ClusterTopics(Admin admin) {
    this.admin = admin;
  }

  /** Returns those of the names that exist, with their settings. */
  Map<String, FoundTopic> find(Collection<String> names) {
    return find(names, true);
  }

  /** Returns those of the names that exist, without settings where they may not be read. */
  Map<String, FoundTopic> findWhatIsReadable(Collection<String> names) {
    try {
      return find(names, true);
    } catch (ConfigException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return find(names, false);
      }
      throw e;
    }
  }

  private Map<String, FoundTopic> find(Collection<String> names, boolean withSettings) {
    Set<String> present = new HashSet<>(ClusterAnswer.of(admin.listTopics().names()));
    present.retainAll(Set.copyOf(names));
    Map<String, TopicDescription> topics =
        ClusterAnswer.of(admin.describeTopics(present).allTopicNames());
    Map<String, Config> configs = withSettings ? configs(present) : Map.of();
    Map<String, FoundTopic> found = new HashMap<>();
    topics.forEach(
        (name, topic) ->
            found.put(name, found(topic, configs.getOrDefault(name, new Config(List.of())))));
    return found;
  }

  private Map<String, Config> configs(Set<String> names) {
    List<ConfigResource> resources = names.stream().map(ClusterTopics::resource).toList();
    return ClusterAnswer.of(admin.describeConfigs(resources).all()).entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private static FoundTopic found(TopicDescription topic, Config config) {
    Map<String, String> settings = new HashMap<>();
    Set<String> own = new HashSet<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        settings.put(entry.name(), entry.value());
        if (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG) {
          own.add(entry.name());
        }
      }
    }
    int replicas =
        topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElseThrow();
    return new FoundTopic(topic.partitions().size(), replicas, settings, own);
  }

  /** Returns what runs and what is kept under an application id or in a group. */
  Footprint footprint(String applicationId, String executorGroup) {
    String prefix = applicationId + "-";
    List<String> groups =
        ClusterAnswer.of(admin.listGroups().all()).stream()
            .filter(group -> group.groupState().filter(WITHOUT_MEMBERS::contains).isEmpty())
            .map(GroupListing::groupId)
            .filter(
                id -> id.equals(applicationId) || id.startsWith(prefix) || id.equals(executorGroup))
            .sorted()
            .toList();
    List<String> internal =
        ClusterAnswer.of(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(prefix))
            .filter(name -> name.endsWith("-changelog") || name.endsWith("-repartition"))
            .sorted()
            .toList();
    return new Footprint(groups, internal);
  }

  /** Makes topics; one that another process has just made is left as it is. */
  void create(Map<String, Create> topics) {
    List<NewTopic> wanted = new ArrayList<>();
    topics.forEach(
        (name, topic) -> {
          short replicas = topic.replicationFactor();
          wanted.add(
              new NewTopic(
                      name,
                      Optional.of(topic.partitions()),
                      replicas < 0 ? Optional.empty() : Optional.of(replicas))
                  .configs(topic.settings()));
        });
    for (var made : admin.createTopics(wanted).values().values()) {
      try {
        ClusterAnswer.of(made);
      } catch (ConfigException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /** Adds partitions. */
  void addPartitions(Map<String, AddPartitions> topics) {
    Map<String, NewPartitions> wanted = new HashMap<>();
    topics.forEach((name, step) -> wanted.put(name, NewPartitions.increaseTo(step.to())));
    ClusterAnswer.of(admin.createPartitions(wanted).all());
  }

  /** Changes the settings named and leaves all others. */
  void set(Map<String, List<Change>> topics) {
    Map<ConfigResource, Collection<AlterConfigOp>> wanted = new HashMap<>();
    topics.forEach(
        (name, changes) ->
            wanted.put(
                resource(name),
                changes.stream()
                    .map(c -> new AlterConfigOp(new ConfigEntry(c.setting(), c.to()), OpType.SET))
                    .toList()));
    ClusterAnswer.of(admin.incrementalAlterConfigs(wanted).all());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
