package io.keyfuse.app.topic;

import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.app.topic.TopicDiff.Verdict;
import io.keyfuse.app.topic.TopicStep.Create;
import io.keyfuse.app.topic.TopicStep.Reason;
import io.keyfuse.app.topic.TopicStep.Refused;
import io.keyfuse.schemas.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure before the start that every topic is there, that those keyed by credential have equal
 * partition counts, and that those the streams write take their largest record. Never changes a
 * topic that exists; what else differs from the configuration is a warning.
 */
public final class TopicPreparation {
  private static final Logger LOG = LoggerFactory.getLogger(TopicPreparation.class);

  private final ClusterTopics cluster;
  private final TopicsConfig config;

  /** Works over an admin client that the caller closes. */
  public TopicPreparation(Admin admin, TopicsConfig config) {
    this.cluster = new ClusterTopics(admin);
    this.config = config;
  }

  /**
   * Creates what is missing, or refuses.
   *
   * @throws ConfigException when a topic is missing and may not be made, partition counts differ, a
   *     topic takes no large record, or the cluster cannot be reached
   */
  public void prepare() {
    List<WantedTopic> wanted = WantedTopic.all(config);
    Map<String, FoundTopic> found =
        cluster.findWhatIsReadable(wanted.stream().map(WantedTopic::name).toList());
    TopicPlan plan = new TopicPlanner(TopicAllowance.NONE, Footprint.NONE).plan(wanted, found);
    refuseUneven(plan, found);
    refuseNarrow(plan);
    SortedMap<String, Create> missing = missing(plan);
    if (!missing.isEmpty() && !config.create()) {
      throw new ConfigException(
          "topics",
          "missing: "
              + String.join(", ", missing.keySet())
              + "; make them with `keyfuse topics apply --config FILE` or set create: true");
    }
    cluster.create(missing);
    warnOfDrift(plan);
  }

  private static SortedMap<String, Create> missing(TopicPlan plan) {
    return plan.having(Create.class)
        .collect(
            Collectors.toMap(
                TopicDiff::topic,
                topic -> (Create) topic.steps().get(0),
                (a, b) -> a,
                TreeMap::new));
  }

  private static void refuseUneven(TopicPlan plan, Map<String, FoundTopic> found) {
    boolean uneven =
        plan.topics().stream()
            .flatMap(topic -> topic.steps().stream())
            .anyMatch(
                step ->
                    step instanceof Refused refused
                        && refused.reason() == Reason.UNEVEN_PARTITIONS);
    if (uneven) {
      SortedMap<String, Integer> counts = new TreeMap<>();
      found.forEach((name, topic) -> counts.put(name, topic.partitions()));
      throw new ConfigException(
          "topics",
          Reason.UNEVEN_PARTITIONS.sentence()
              + " but have "
              + counts
              + "; see `keyfuse topics plan --config FILE`");
    }
  }

  /** A record too large for its topic aborts the transaction and is made again for ever. */
  private static void refuseNarrow(TopicPlan plan) {
    SortedMap<String, String> narrow = new TreeMap<>();
    for (TopicDiff topic : plan.topics()) {
      for (TopicStep step : topic.steps()) {
        if (step instanceof TopicStep.Set set
            && set.change().setting().equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)) {
          narrow.put(topic.topic(), set.change().from());
        }
      }
    }
    if (!narrow.isEmpty()) {
      throw new ConfigException(
          "topics",
          "max.message.bytes must be at least "
              + WantedTopic.LEAST_MESSAGE_BYTES
              + ", or one large record would stop the stream, but is "
              + narrow
              + "; raise it with `keyfuse topics apply --config FILE`");
    }
  }

  private static void warnOfDrift(TopicPlan plan) {
    List<String> drifted =
        plan.topics().stream()
            .filter(topic -> topic.verdict().compareTo(Verdict.CHANGE) >= 0)
            .map(TopicDiff::topic)
            .toList();
    if (!drifted.isEmpty()) {
      LOG.warn(
          "topics differ from the configuration: {}; see `keyfuse topics plan --config FILE`",
          String.join(", ", drifted));
    }
  }
}
