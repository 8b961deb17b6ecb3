package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on a real broker: what they say, what they change and what they leave. */
class TopicsCommandIT {
  private static final String USAGE = Topics.USAGE.name();
  private static final String SPEND = Topics.SPEND.name();

  @TempDir private Path folder = Path.of("");
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private EmbeddedBroker broker;
  private ClusterProbe cluster;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    cluster = new ClusterProbe(broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    cluster.close();
    broker.close();
  }

  @Test
  void shouldPlanApplyAndThenFindNothingPending() {
    assertThat(topics("plan", "partitions: 3")).isEqualTo(3);
    assertThat(out.toString())
        .contains("keyfuse.usage.v1         create   partitions=3, the broker's replication")
        .contains("retention.ms=604800000 (7d)")
        .contains("11 topics: 0 ok, 11 to create, 0 to change, 0 refused");
    assertThat(cluster.names()).isEmpty();

    assertThat(topics("apply", "partitions: 3")).isEqualTo(2);
    assertThat(err.toString()).contains("--yes: there is no terminal to ask at");
    assertThat(cluster.names()).isEmpty();

    assertThat(topics("apply", "partitions: 3", "--yes")).isZero();
    assertThat(out.toString()).endsWith("applied; nothing is pending\n");
    assertThat(cluster.names()).hasSize(11);

    assertThat(topics("plan", "partitions: 3")).isZero();
    assertThat(out.toString()).contains("11 topics: 11 ok, 0 to create, 0 to change, 0 refused");
    assertThat(topics("apply", "partitions: 3")).isZero();
  }

  @Test
  void shouldMendDriftAndLeaveForeignSettingsAlone() {
    topics("apply", "partitions: 3", "--yes");
    cluster.set(SPEND, Map.of("retention.ms", "3600000", "segment.bytes", "1048576"));

    assertThat(topics("plan", "partitions: 3")).isEqualTo(3);
    assertThat(out.toString())
        .contains("change   retention.ms: 3600000 (1h) -> 604800000 (7d)")
        .contains("left: segment.bytes=1048576")
        .contains("11 topics: 10 ok, 0 to create, 1 to change, 0 refused");

    assertThat(topics("apply", "partitions: 3", "--yes")).isZero();
    assertThat(cluster.setting(SPEND, "retention.ms")).isEqualTo("604800000");
    assertThat(cluster.setting(SPEND, "segment.bytes")).isEqualTo("1048576");
  }

  @Test
  void shouldRefuseLossesUntilTheyAreAllowed() {
    topics("apply", "partitions: 3", "--yes");
    String shorter =
        "partitions: 3, overrides: {spend.v1: {retention: 1d}, dlq.v1: {partitions: 2}}";

    assertThat(topics("apply", shorter, "--yes")).isEqualTo(1);
    assertThat(out.toString())
        .contains("refused  refused retention.ms: 604800000 (7d) -> 86400000 (1d)")
        .contains("why: records that are kept today would be deleted")
        .contains("--allow-data-loss");
    assertThat(err.toString()).contains("nothing was changed");
    assertThat(cluster.setting(SPEND, "retention.ms")).isEqualTo("604800000");
    assertThat(cluster.partitions(Topics.DEAD_LETTERS.name())).isEqualTo(1);

    assertThat(topics("apply", shorter, "--yes", "--allow-data-loss")).isZero();
    assertThat(cluster.setting(SPEND, "retention.ms")).isEqualTo("86400000");
    assertThat(cluster.partitions(Topics.DEAD_LETTERS.name())).isEqualTo(2);
  }

  @Test
  void shouldAddPartitionsOnlyWhenAllowedAndNoInstanceRunsOrHasState() {
    topics("apply", "partitions: 3", "--yes");

    assertThat(topics("apply", "partitions: 2", "--yes", "--allow-repartition")).isEqualTo(1);
    assertThat(out.toString()).contains("Kafka cannot take partitions away");
    assertThat(topics("apply", "partitions: 6", "--yes")).isEqualTo(1);
    assertThat(out.toString()).contains("keys move to other partitions");

    try (KafkaConsumer<String, String> member = member("keyfuse")) {
      member.subscribe(List.of(USAGE));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
              });
      assertThat(topics("apply", "partitions: 6", "--yes", "--allow-repartition")).isEqualTo(1);
      assertThat(out.toString()).contains("stop every instance").contains("active: keyfuse");
    }
    String changelog = "keyfuse-desk-state-changelog";
    cluster.create(changelog, 3);
    assertThat(topics("apply", "partitions: 6", "--yes", "--allow-repartition")).isEqualTo(1);
    assertThat(out.toString()).contains("state of the present partition count").contains(changelog);
    assertThat(cluster.partitions(USAGE)).isEqualTo(3);

    cluster.delete(changelog);
    assertThat(topics("apply", "partitions: 6", "--yes", "--allow-repartition")).isZero();
    Topics.all().stream()
        .filter(topic -> topic.copartitioned())
        .forEach(topic -> assertThat(cluster.partitions(topic.name())).isEqualTo(6));
  }

  @Test
  void shouldWriteJsonForPrograms() throws IOException {
    topics("apply", "partitions: 3", "--yes");
    cluster.set(SPEND, Map.of("retention.ms", "-1", "segment.bytes", "1048576"));

    assertThat(topics("plan", "partitions: 3, replication_factor: 2", "-o", "json")).isEqualTo(3);

    JsonNode plan = new ObjectMapper().readTree(out.toString());
    assertThat(plan.at("/summary/refused").asInt()).isEqualTo(11);
    JsonNode spend = plan.at("/topics/3");
    assertThat(spend.at("/topic").asText()).isEqualTo(SPEND);
    assertThat(spend.at("/verdict").asText()).isEqualTo("refused");
    assertThat(spend.at("/left/segment.bytes").asText()).isEqualTo("1048576");
    assertThat(spend.at("/steps"))
        .anySatisfy(
            step -> {
              assertThat(step.at("/reason").asText()).isEqualTo("replication_factor");
              assertThat(step.at("/fix").asText()).contains("kafka-reassign-partitions.sh");
            })
        .anySatisfy(
            step -> {
              assertThat(step.at("/reason").asText()).isEqualTo("data_loss");
              assertThat(step.at("/from").asText()).isEqualTo("-1");
            });
  }

  @Test
  void shouldSayWhatTheClusterRefuses() {
    assertThat(topics("apply", "partitions: 3, replication_factor: 2", "--yes")).isEqualTo(2);
    assertThat(err.toString())
        .contains("topics: the cluster refuses this")
        .containsIgnoringCase("replication factor");
  }

  @Test
  void shouldStartOverDriftButNotOverMissingOrUnevenTopics() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> prepare("partitions: 3, create: false"))
        .withMessageContaining("missing: keyfuse.alerts.v1")
        .withMessageContaining("keyfuse topics apply");
    prepare("partitions: 3");
    cluster.set(SPEND, Map.of("retention.ms", "3600000"));
    cluster.delete(USAGE);

    prepare("partitions: 12");

    assertThat(cluster.setting(SPEND, "retention.ms")).isEqualTo("3600000");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> cluster.partitions(USAGE) == 3);

    cluster.grow(USAGE, 4);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> prepare("partitions: 3"))
        .withMessageContaining("must have equal partition counts")
        .withMessageContaining("keyfuse.usage.v1=4");
  }

  @Test
  void shouldNotStartOverATopicThatTakesNoLargeRecordUntilItIsRaised() {
    prepare("partitions: 3");
    String letters = Topics.DEAD_LETTERS.name();
    assertThat(cluster.setting(letters, "max.message.bytes")).isEqualTo("1000000");
    cluster.set(letters, Map.of("max.message.bytes", "500000"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> prepare("partitions: 3"))
        .withMessageContaining("must be at least 1000000")
        .withMessageContaining("keyfuse.dlq.v1=500000")
        .withMessageContaining("keyfuse topics apply");
    assertThat(topics("plan", "partitions: 3")).isEqualTo(3);
    assertThat(out.toString()).contains("change   max.message.bytes: 500000 -> 1000000");

    assertThat(topics("apply", "partitions: 3", "--yes")).isZero();
    cluster.set(letters, Map.of("max.message.bytes", "2000000"));
    prepare("partitions: 3");
    assertThat(topics("plan", "partitions: 3")).isZero();
  }

  private int topics(String command, String section, String... more) {
    Path file = folder.resolve("keyfuse.yaml");
    try {
      Files.writeString(file, yaml(section));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = new StringWriter();
    err = new StringWriter();
    List<String> args = new ArrayList<>(List.of("topics", command, "--config", file.toString()));
    args.addAll(List.of(more));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args.toArray(String[]::new));
  }

  private String yaml(String section) {
    return "kafka: {bootstrap.servers: '%s'}%ntopics: {%s}%n"
        .formatted(broker.bootstrapServers(), section);
  }

  private void prepare(String section) {
    new TopicPreparation(cluster.admin(), AppConfig.parse(yaml(section), Map.of()).topics())
        .prepare();
  }

  private KafkaConsumer<String, String> member(String group) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", group),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
