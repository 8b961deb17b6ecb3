package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.UsageEvent;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectStrategyTest {
  private static final Schema USAGE = UsageEvent.getClassSchema();

  @ParameterizedTest
  @CsvSource({
    "TOPIC_NAME, keyfuse.usage.v1-value, keyfuse.usage.v1-key",
    "RECORD_NAME, io.keyfuse.schemas.v1.UsageEvent, io.keyfuse.schemas.v1.UsageEvent",
    "TOPIC_RECORD_NAME, keyfuse.usage.v1-io.keyfuse.schemas.v1.UsageEvent, "
        + "keyfuse.usage.v1-io.keyfuse.schemas.v1.UsageEvent",
  })
  void shouldMakeTheSubjectsThatConfluentMakes(SubjectStrategy strategy, String value, String key) {
    assertThat(strategy.valueSubject("keyfuse.usage.v1", USAGE)).isEqualTo(value);
    assertThat(strategy.subject("keyfuse.usage.v1", true, USAGE)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC_NAME, TopicNameStrategy",
    "RECORD_NAME, RecordNameStrategy",
    "TOPIC_RECORD_NAME, TopicRecordNameStrategy",
  })
  void shouldNameConfluentsClass(SubjectStrategy strategy, String simpleName) {
    assertThat(strategy.confluentClass())
        .isEqualTo("io.confluent.kafka.serializers.subject." + simpleName);
  }
}
