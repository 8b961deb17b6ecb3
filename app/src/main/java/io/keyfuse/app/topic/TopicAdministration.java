package io.keyfuse.app.topic;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.TopicDiff.Verdict;
import io.keyfuse.app.topic.TopicStep.AddPartitions;
import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Create;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Plans what the cluster's topics lack and carries it out. Every method throws {@link
 * io.keyfuse.schemas.config.ConfigException} when the cluster does not answer or refuses.
 */
public final class TopicAdministration {
  private final ClusterTopics cluster;
  private final AppConfig config;
  private final TopicAllowance allowance;

  /** Works over an admin client that the caller closes. */
  public TopicAdministration(Admin admin, AppConfig config, TopicAllowance allowance) {
    this.cluster = new ClusterTopics(admin);
    this.config = config;
    this.allowance = allowance;
  }

  /** Compares; changes nothing. */
  public TopicPlan plan() {
    List<WantedTopic> wanted = WantedTopic.all(config.topics());
    // Groups need an ACL of their own and matter only where keys may move.
    Footprint footprint =
        allowance.repartition()
            ? cluster.footprint(
                config.streams().applicationId(), config.executors().worker().groupId())
            : Footprint.NONE;
    return new TopicPlanner(allowance, footprint)
        .plan(wanted, cluster.find(wanted.stream().map(WantedTopic::name).toList()));
  }

  /**
   * Carries out a plan: new topics, then partitions, then settings. When it stops half-way, a new
   * plan holds the rest.
   *
   * @throws IllegalArgumentException when the plan has a refused step; nothing was changed then
   */
  public void apply(TopicPlan plan) {
    if (plan.count(Verdict.REFUSED) > 0) {
      throw new IllegalArgumentException("a plan with refused steps is not carried out in part");
    }
    cluster.create(only(plan, Create.class));
    cluster.addPartitions(only(plan, AddPartitions.class));
    cluster.set(settings(plan));
  }

  private static <S extends TopicStep> Map<String, S> only(TopicPlan plan, Class<S> kind) {
    return plan.having(kind)
        .collect(
            Collectors.toMap(
                TopicDiff::topic,
                topic ->
                    topic.steps().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .findFirst()
                        .orElseThrow(),
                (a, b) -> a,
                TreeMap::new));
  }

  private static Map<String, List<Change>> settings(TopicPlan plan) {
    Function<TopicDiff, List<Change>> changes =
        topic ->
            topic.steps().stream()
                .filter(TopicStep.Set.class::isInstance)
                .map(step -> ((TopicStep.Set) step).change())
                .toList();
    return plan.having(TopicStep.Set.class).collect(Collectors.toMap(TopicDiff::topic, changes));
  }
}
