package io.keyfuse.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Party;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topic table names who writes and reads as the topologies of the roles do. */
class TopicUseTest {
  private static final Pattern SOURCE = Pattern.compile("topics: \\[(keyfuse\\.[a-z]+\\.v1)]");
  private static final Pattern SINK = Pattern.compile("topic: (keyfuse\\.[a-z]+\\.v1)");

  @ParameterizedTest
  @CsvSource({"DETECT,detect", "RESPOND,respond"})
  void shouldNameTheRoleWhereItsTopologyReadsOrWrites(Party role, String file) throws IOException {
    String topology =
        Files.readString(Path.of("src/test/resources/golden/topology-" + file + ".txt"));

    assertThat(named(SOURCE, topology))
        .isNotEmpty()
        .isSubsetOf(topics(topic -> topic.use().readers().contains(role)));
    assertThat(named(SINK, topology))
        .isNotEmpty()
        .isSubsetOf(topics(topic -> topic.use().writers().contains(role)));
  }

  private static List<String> named(Pattern pattern, String topology) {
    return pattern.matcher(topology).results().map(hit -> hit.group(1)).distinct().toList();
  }

  private static List<String> topics(Predicate<Topic<?>> wanted) {
    return Topics.all().stream().filter(wanted).map(Topic::name).toList();
  }
}
