package io.keyfuse.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsConfigTest {
  @Test
  void shouldReadOverridesOfSingleTopics() {
    TopicsConfig topics =
        parse(
            "replication_factor: 3, min_insync_replicas: 2, overrides:"
                + " {usage.v1: {retention: 3d}, dlq.v1: {partitions: 6, min_insync_replicas: 1}}");

    assertThat(topics.override(Topics.USAGE))
        .isEqualTo(new TopicOverride(null, Duration.ofDays(3), null));
    assertThat(topics.override(Topics.DEAD_LETTERS)).isEqualTo(new TopicOverride(6, null, 1));
    assertThat(topics.override(Topics.KEYS)).isEqualTo(new TopicOverride(null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "partitions: 0 | topics.partitions: 0 is out of range; use 1 to 10000",
        "replication_factor: 0 | topics.replication_factor: 0 is out of range",
        "min_insync_replicas: -1 | topics.min_insync_replicas: must be 0 or more",
        "'replication_factor: 1, min_insync_replicas: 2' "
            + "| topics.min_insync_replicas: 2 is above replication_factor 1",
        "'overrides: {usge.v1: {retention: 3d}}' "
            + "| topics.overrides.usge.v1: no such topic; did you mean 'usage.v1'?",
        "'overrides: {q: {retention: 3d}}' | topics.overrides.q: no such topic; known: usage.v1",
        "'overrides: {usage.v1: }' | topics.overrides.usage.v1: is empty; write what differs",
        "'overrides: {usage.v1: {retention: 59m}}' "
            + "| topics.overrides.usage.v1.retention: 59m is too short; use at least 1h",
        "'overrides: {usage.v1: {partitions: 3}}' "
            + "| topics.overrides.usage.v1.partitions: topics keyed by credential have equal",
        "'overrides: {dlq.v1: {partitions: 0}}' "
            + "| topics.overrides.dlq.v1.partitions: 0 is out of range",
        "'overrides: {keys.v1: {retention: 3d}}' "
            + "| topics.overrides.keys.v1.retention: the topic is compacted",
        "'overrides: {outcomes.v1: {retention: 6d}}' "
            + "| topics.overrides.outcomes.v1.retention: is below executors.worker.memory, 7d",
        "'overrides: {usage.v1: {min_insync_replicas: -2}}' "
            + "| topics.overrides.usage.v1.min_insync_replicas: must be 0 or more",
        "'replication_factor: 2, overrides: {usage.v1: {min_insync_replicas: 3}}' "
            + "| topics.overrides.usage.v1.min_insync_replicas: 3 is above replication_factor 2",
        "'overrides: {usage.v1: {retenton: 3d}}' "
            + "| topics.overrides.usage.v1.retenton: unknown setting; did you mean 'retention'?",
      })
  void shouldNameTheFieldAndTheFix(String section, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse(section))
        .withMessageStartingWith(message);
  }

  private static TopicsConfig parse(String section) {
    String yaml = "kafka: {bootstrap.servers: b:1}\ntopics: {" + section + "}";
    return AppConfig.parse(yaml, Map.of()).topics();
  }
}
