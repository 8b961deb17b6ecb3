package io.keyfuse.schemas.registry;

import org.apache.avro.Schema;

/**
 * Under which subject a schema stands in the registry: Confluent's three name strategies. The one
 * place that makes subjects. Immutable and thread-safe.
 */
public enum SubjectStrategy {
  /** {@code topic-value} and {@code topic-key}: one record type a topic. */
  TOPIC_NAME("TopicNameStrategy"),
  /** The record's full name: one history of a type for all topics. */
  RECORD_NAME("RecordNameStrategy"),
  /** {@code topic-full.Name}: several types a topic, each with a history of its own. */
  TOPIC_RECORD_NAME("TopicRecordNameStrategy");

  private static final String CONFLUENT = "io.confluent.kafka.serializers.subject.";

  private final String confluentClass;

  SubjectStrategy(String simpleName) {
    this.confluentClass = CONFLUENT + simpleName;
  }

  /** Returns the subject of a topic's values. */
  public String valueSubject(String topic, Schema schema) {
    return subject(topic, false, schema);
  }

  /** Returns the subject of a topic's keys or values. */
  public String subject(String topic, boolean isKey, Schema schema) {
    return switch (this) {
      case TOPIC_NAME -> topic + (isKey ? "-key" : "-value");
      case RECORD_NAME -> schema.getFullName();
      case TOPIC_RECORD_NAME -> topic + "-" + schema.getFullName();
    };
  }

  /** Returns the name of Confluent's class of the same rule. */
  public String confluentClass() {
    return confluentClass;
  }
}
