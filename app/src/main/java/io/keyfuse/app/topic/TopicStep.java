package io.keyfuse.app.topic;

import java.util.Map;
import java.util.TreeMap;

/** One thing to do about a topic, or not to do. Immutable. */
public sealed interface TopicStep {
  /** The name under which a partition count is compared; not one of Kafka's settings. */
  String PARTITIONS = "partitions";

  /** The name under which replicas are compared; not one of Kafka's settings. */
  String REPLICATION = "replication.factor";

  /**
   * A difference.
   *
   * @param setting Kafka's name, {@link #PARTITIONS} or {@link #REPLICATION}
   * @param from what the cluster has
   * @param to what is wanted
   */
  record Change(String setting, String from, String to) {}

  /**
   * Make the topic.
   *
   * @param partitions how many
   * @param replicationFactor -1 for the broker's default
   * @param settings by Kafka's names
   */
  record Create(int partitions, short replicationFactor, Map<String, String> settings)
      implements TopicStep {
    /** Keeps the settings in order of their names. */
    public Create {
      settings = new TreeMap<>(settings);
    }
  }

  /** Add partitions. */
  record AddPartitions(int from, int to) implements TopicStep {}

  /** Change one setting and leave all others. */
  record Set(Change change) implements TopicStep {}

  /**
   * A difference that is left as it is.
   *
   * @param change the difference
   * @param reason why
   * @param fix what to do about it
   */
  record Refused(Change change, Reason reason, String fix) implements TopicStep {}

  /** Why a difference is left as it is. */
  enum Reason {
    /** Kafka has no such operation. */
    FEWER_PARTITIONS("Kafka cannot take partitions away"),
    /** Streams over several topics would meet the wrong keys. */
    UNEVEN_PARTITIONS("topics keyed by credential must have equal partition counts"),
    /** A key's records and state would be on two partitions. */
    KEY_PLACEMENT("keys move to other partitions, away from their history and state"),
    /** Instances would go on with the old layout. */
    APPLICATION_RUNNING("a consumer group of the application has members"),
    /** Kafka Streams refuses to start over state of another layout. */
    STATE_EXISTS("state of the present partition count exists"),
    /** Retention or clean-up would delete what is kept today. */
    DATA_LOSS("records that are kept today would be deleted"),
    /** A lost broker could take acknowledged records with it. */
    WEAKER_WRITES("writes would be acknowledged by fewer replicas than today"),
    /** {@code acks=all} would always fail. */
    UNWRITABLE("the topic has fewer replicas, so no write would succeed"),
    /** Data moves between brokers, at a pace that an operator must choose. */
    REPLICATION_FACTOR("Keyfuse does not move replicas");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** Returns it in words. */
    public String sentence() {
      return sentence;
    }
  }
}
