package io.keyfuse.schemas.document;

import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topic.Party;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Says in words what the topic table holds. Stateless. */
final class TopicFacts {
  /** Partitions of topics keyed by credential where nothing else is configured. */
  static final int PARTITIONS = 12;

  private TopicFacts() {}

  /** Returns the name of the topic's record, also of the one topic whose value is bytes. */
  static String record(Topic<?> topic) {
    return topic.valueType() == byte[].class ? "DeadLetter" : topic.valueType().getSimpleName();
  }

  static int partitions(Topic<?> topic) {
    return topic.copartitioned() ? PARTITIONS : 1;
  }

  static String kept(Topic<?> topic) {
    if (topic.cleanup() == Cleanup.COMPACT) {
      return "the newest of each key";
    }
    long days = topic.retention().toDays();
    return days == 365 ? "1 year" : days + " days";
  }

  static String parties(List<Party> parties) {
    return parties.isEmpty()
        ? "nobody"
        : parties.stream()
            .map(party -> party.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  /** Returns the topic's row in the table of the architecture page. */
  static String row(Topic<?> topic) {
    String record = record(topic);
    return "| `%s` | [%s](contracts/%s.md): %s | %s | %s | %s |\n"
        .formatted(
            topic.name().substring("keyfuse.".length()),
            record,
            record,
            topic.use().purpose(),
            parties(topic.use().writers()),
            parties(topic.use().readers()),
            kept(topic));
  }

  /** Returns the subject of a topic's values under the default strategy. */
  static String subject(Topic<?> topic) {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    return SubjectStrategy.TOPIC_NAME.valueSubject(topic.name(), schema);
  }
}
