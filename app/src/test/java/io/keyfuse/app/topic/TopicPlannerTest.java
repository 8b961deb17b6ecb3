package io.keyfuse.app.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.app.topic.TopicDiff.Verdict;
import io.keyfuse.app.topic.TopicStep.AddPartitions;
import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Create;
import io.keyfuse.app.topic.TopicStep.Reason;
import io.keyfuse.app.topic.TopicStep.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPlannerTest {
  private static final String USAGE = "keyfuse.usage.v1";
  private static final String KEYS = "keyfuse.keys.v1";
  private static final String LETTERS = "keyfuse.dlq.v1";
  private static final TopicAllowance REPARTITION = new TopicAllowance(false, true);

  private final List<WantedTopic> wanted =
      WantedTopic.all(config("partitions: 12, replication_factor: 3, min_insync_replicas: 2"));
  private final Map<String, FoundTopic> found = new HashMap<>();

  TopicPlannerTest() {
    wanted.forEach(topic -> found.put(topic.name(), asWanted(topic)));
  }

  @Test
  void shouldFindNothingToDoWhereAllIsAsWanted() {
    TopicPlan plan = plan(TopicAllowance.NONE);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.topics()).hasSameSizeAs(wanted).allMatch(topic -> topic.left().isEmpty());
  }

  @Test
  void shouldMakeEveryTopicOnAnEmptyCluster() {
    found.clear();

    TopicPlan plan = plan(TopicAllowance.NONE);

    assertThat(plan.count(Verdict.CREATE)).isEqualTo(wanted.size());
    assertThat(steps(plan, USAGE))
        .containsExactly(
            new Create(
                12,
                (short) 3,
                Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", "604800000",
                    "min.insync.replicas", "2")));
    assertThat(steps(plan, KEYS))
        .containsExactly(
            new Create(
                12,
                (short) 3,
                Map.of(
                    "cleanup.policy", "compact",
                    "max.message.bytes", "1000000",
                    "min.insync.replicas", "2")));
    assertThat(steps(plan, LETTERS))
        .first()
        .satisfies(step -> assertThat(((Create) step).partitions()).isEqualTo(1));
  }

  @Test
  void shouldMakeAMissingTopicWithThePartitionsOfItsPeers() {
    found.replaceAll((name, topic) -> partitions(topic, name.equals(LETTERS) ? 1 : 6));
    found.remove(USAGE);

    assertThat(steps(plan(TopicAllowance.NONE), USAGE))
        .singleElement()
        .satisfies(step -> assertThat(((Create) step).partitions()).isEqualTo(6));
    assertThat(steps(plan(REPARTITION), USAGE))
        .singleElement()
        .satisfies(step -> assertThat(((Create) step).partitions()).isEqualTo(12));
  }

  @ParameterizedTest
  @CsvSource({
    // setting, found, wanted, then the refusal without and with --allow-data-loss
    "retention.ms,        604799999,      604800000, ,              ",
    "retention.ms,        604800001,      604800000, DATA_LOSS,     ",
    "retention.ms,        -1,             604800000, DATA_LOSS,     ",
    "cleanup.policy,      compact,        delete,    DATA_LOSS,     ",
    "cleanup.policy,      'compact,delete', delete,  ,              ",
    "min.insync.replicas, 1,              2,         ,              ",
    "min.insync.replicas, 3,              2,         WEAKER_WRITES, ",
  })
  void shouldChangeASettingOnlyWhereNothingIsLost(
      String setting, String from, String to, Reason without, Reason with) {
    found.computeIfPresent(USAGE, (name, topic) -> setting(topic, setting, from));

    for (boolean dataLoss : List.of(false, true)) {
      Reason expected = dataLoss ? with : without;
      TopicPlan plan = plan(new TopicAllowance(dataLoss, false));

      assertThat(steps(plan, USAGE))
          .singleElement()
          .satisfies(step -> assertStep(step, new Change(setting, from, to), expected));
      assertThat(plan.count(Verdict.OK)).isEqualTo(wanted.size() - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // topic, found, whether it is raised
    "keyfuse.dlq.v1,   999999,  true",
    "keyfuse.dlq.v1,   1000000, false",
    "keyfuse.spend.v1, 1,       true",
    "keyfuse.spend.v1, 5000000, false",
    "keyfuse.usage.v1, 1,       false",
  })
  void shouldWantRoomForTheLargestRecordWhereTheStreamsWrite(
      String name, String from, boolean raised) {
    found.computeIfPresent(name, (n, topic) -> setting(topic, "max.message.bytes", from));

    List<TopicStep> steps = steps(plan(TopicAllowance.NONE), name);

    Change change = new Change("max.message.bytes", from, "1000000");
    assertThat(steps).isEqualTo(raised ? List.of(new TopicStep.Set(change)) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "delete,           DATA_LOSS",
    "'delete,compact',          ",
  })
  void shouldNotCompactAwayWhatADeletingTopicKeeps(String from, Reason without) {
    found.computeIfPresent(KEYS, (name, topic) -> setting(topic, "cleanup.policy", from));

    assertThat(steps(plan(TopicAllowance.NONE), KEYS))
        .singleElement()
        .satisfies(
            step -> assertStep(step, new Change("cleanup.policy", from, "compact"), without));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete, compact", "compact,delete"})
  void shouldReadPoliciesAsASet(String policies) {
    List<WantedTopic> both =
        List.of(
            new WantedTopic(
                wanted.get(0).topic(), 12, (short) 3, Map.of("cleanup.policy", "delete,compact")));
    found.computeIfPresent(USAGE, (name, topic) -> setting(topic, "cleanup.policy", policies));

    TopicPlan plan = new TopicPlanner(TopicAllowance.NONE, Footprint.NONE).plan(both, found);

    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void shouldRefuseMoreInsyncReplicasThanThereAreReplicas() {
    found.computeIfPresent(
        USAGE,
        (name, topic) ->
            setting(
                new FoundTopic(12, 1, topic.settings(), topic.own()), "min.insync.replicas", "1"));

    assertThat(refusals(plan(new TopicAllowance(true, true)), USAGE))
        .extracting(Refused::reason)
        .containsExactly(Reason.REPLICATION_FACTOR, Reason.UNWRITABLE);
    assertThat(refusals(plan(TopicAllowance.NONE), USAGE).get(0).fix())
        .contains("kafka-reassign-partitions.sh");
  }

  @Test
  void shouldLeaveForeignSettingsAndListThem() {
    found.computeIfPresent(
        KEYS,
        (name, topic) -> {
          Map<String, String> settings = new HashMap<>(topic.settings());
          settings.put("segment.bytes", "1024");
          settings.put("retention.ms", "1");
          settings.put("max.message.bytes", "1048588");
          return new FoundTopic(
              12, 3, settings, Set.of("cleanup.policy", "segment.bytes", "retention.ms"));
        });

    TopicDiff keys = diff(plan(TopicAllowance.NONE), KEYS);

    assertThat(keys.steps()).isEmpty();
    assertThat(keys.left()).isEqualTo(Map.of("segment.bytes", "1024", "retention.ms", "1"));
  }

  @Test
  void shouldNotJudgeSettingsThatMayNotBeRead() {
    found.computeIfPresent(USAGE, (name, topic) -> new FoundTopic(12, 3, Map.of(), Set.of()));

    assertThat(plan(TopicAllowance.NONE).isEmpty()).isTrue();
  }

  @Test
  void shouldNotHoldATopicToTheBrokersDefaults() {
    List<WantedTopic> silent = WantedTopic.all(config("partitions: 12"));

    TopicPlan plan = new TopicPlanner(TopicAllowance.NONE, Footprint.NONE).plan(silent, found);

    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void shouldNeverTakePartitionsAway() {
    found.replaceAll((name, topic) -> partitions(topic, 24));

    for (TopicAllowance allowance : List.of(TopicAllowance.NONE, new TopicAllowance(true, true))) {
      TopicPlan plan = plan(allowance);

      assertThat(plan.count(Verdict.REFUSED)).isEqualTo(wanted.size());
      assertThat(refusals(plan, USAGE))
          .containsExactly(
              new Refused(
                  new Change("partitions", "24", "12"),
                  Reason.FEWER_PARTITIONS,
                  "set topics.partitions: 24"));
      assertThat(refusals(plan, LETTERS).get(0).fix())
          .isEqualTo("set topics.overrides.dlq.v1.partitions: 24");
    }
  }

  @Test
  void shouldAddPartitionsFreelyOnlyWhereKeysHaveNoPlace() {
    List<WantedTopic> more =
        WantedTopic.all(
            config(
                "partitions: 12, overrides: {dlq.v1: {partitions: 4},"
                    + " policies.v1: {partitions: 4}}"));

    TopicPlan plan = new TopicPlanner(TopicAllowance.NONE, Footprint.NONE).plan(more, found);

    assertThat(steps(plan, LETTERS)).containsExactly(new AddPartitions(1, 4));
    assertThat(refusals(plan, "keyfuse.policies.v1"))
        .extracting(Refused::reason)
        .containsExactly(Reason.KEY_PLACEMENT);
  }

  @Test
  void shouldMoveKeysOnlyWhenAllowedAndNothingRunsOrIsKept() {
    found.replaceAll((name, topic) -> topic.partitions() == 12 ? partitions(topic, 6) : topic);
    Footprint running = new Footprint(List.of("keyfuse"), List.of("keyfuse-desk-changelog"));
    Footprint kept = new Footprint(List.of(), List.of("a", "b", "c", "d", "e"));

    assertThat(everyReason(plan(TopicAllowance.NONE))).containsExactly(Reason.KEY_PLACEMENT);
    assertThat(everyReason(plan(REPARTITION, running))).containsExactly(Reason.APPLICATION_RUNNING);
    assertThat(everyReason(plan(REPARTITION, kept))).containsExactly(Reason.STATE_EXISTS);
    assertThat(refusals(plan(REPARTITION, kept), USAGE).get(0).fix())
        .contains("kafka-streams-application-reset.sh")
        .endsWith("a, b, c and 2 more");
    assertThat(plan(REPARTITION).topics())
        .filteredOn(topic -> !topic.steps().isEmpty())
        .hasSize(9)
        .allSatisfy(topic -> assertThat(topic.steps()).containsExactly(new AddPartitions(6, 12)));
  }

  @Test
  void shouldRefuseUnevenCountsAndMendThemWhenAllowed() {
    found.computeIfPresent(USAGE, (name, topic) -> partitions(topic, 6));

    assertThat(refusals(plan(TopicAllowance.NONE), USAGE))
        .extracting(Refused::reason)
        .containsExactly(Reason.UNEVEN_PARTITIONS);
    assertThat(steps(plan(REPARTITION), USAGE)).containsExactly(new AddPartitions(6, 12));

    found.computeIfPresent(KEYS, (name, topic) -> partitions(topic, 24));
    assertThat(refusals(plan(REPARTITION), KEYS))
        .extracting(Refused::reason)
        .containsExactly(Reason.UNEVEN_PARTITIONS);
  }

  @Test
  void shouldGiveATopicTheWorstVerdictOfItsSteps() {
    found.computeIfPresent(
        USAGE, (name, topic) -> setting(partitions(topic, 24), "retention.ms", "1"));

    TopicDiff usage = diff(plan(TopicAllowance.NONE), USAGE);

    assertThat(usage.steps()).hasSize(2);
    assertThat(usage.verdict()).isEqualTo(Verdict.REFUSED);
  }

  private static void assertStep(TopicStep step, Change change, Reason refusal) {
    if (refusal == null) {
      assertThat(step).isEqualTo(new TopicStep.Set(change));
    } else {
      assertThat(step)
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.change()).isEqualTo(change);
                assertThat(refused.reason()).isEqualTo(refusal);
                assertThat(refused.fix()).contains("--allow-data-loss");
              });
    }
  }

  private TopicPlan plan(TopicAllowance allowance) {
    return plan(allowance, Footprint.NONE);
  }

  private TopicPlan plan(TopicAllowance allowance, Footprint footprint) {
    return new TopicPlanner(allowance, footprint).plan(wanted, found);
  }

  private static TopicDiff diff(TopicPlan plan, String name) {
    return plan.topics().stream().filter(t -> t.topic().equals(name)).findFirst().orElseThrow();
  }

  private static List<TopicStep> steps(TopicPlan plan, String name) {
    return diff(plan, name).steps();
  }

  private static List<Refused> refusals(TopicPlan plan, String name) {
    return steps(plan, name).stream()
        .filter(Refused.class::isInstance)
        .map(Refused.class::cast)
        .toList();
  }

  private static List<Reason> everyReason(TopicPlan plan) {
    return plan.topics().stream()
        .flatMap(topic -> topic.steps().stream())
        .map(step -> ((Refused) step).reason())
        .distinct()
        .toList();
  }

  private static TopicsConfig config(String section) {
    String yaml = "kafka: {bootstrap.servers: b:1}\ntopics: {" + section + "}";
    return AppConfig.parse(yaml, Map.of()).topics();
  }

  private static FoundTopic asWanted(WantedTopic topic) {
    return new FoundTopic(
        topic.partitions(), topic.replicationFactor(), topic.settings(), topic.settings().keySet());
  }

  private static FoundTopic partitions(FoundTopic topic, int partitions) {
    return new FoundTopic(partitions, topic.replicationFactor(), topic.settings(), topic.own());
  }

  private static FoundTopic setting(FoundTopic topic, String name, String value) {
    Map<String, String> settings = new TreeMap<>(topic.settings());
    settings.put(name, value);
    return new FoundTopic(topic.partitions(), topic.replicationFactor(), settings, topic.own());
  }
}
