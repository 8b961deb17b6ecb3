package io.keyfuse.app.it;

import static java.util.Objects.requireNonNull;

import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** What a principal may do, by asking the broker and by trying. */
final class AclProbe {
  private static final Set<AclOperation> JUDGED =
      EnumSet.of(
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.CREATE,
          AclOperation.DELETE,
          AclOperation.ALTER,
          AclOperation.ALTER_CONFIGS);

  private final Function<String, Map<String, Object>> login;

  /** Takes what gives a principal's client settings. */
  AclProbe(Function<String, Map<String, Object>> login) {
    this.login = login;
  }

  Map<String, Object> as(String who) {
    return login.apply(who);
  }

  /** Returns the operations that the broker says are allowed, with the topics' short names. */
  Map<AclOperation, List<String>> allowed(String who) throws Exception {
    List<String> names = Topics.all().stream().map(topic -> topic.name()).toList();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<AclOperation, List<String>> allowed = new HashMap<>();
    try (Admin admin = Admin.create(login.apply(who))) {
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin.describeTopics(names, options).topicNameValues();
      for (String name : names) {
        String shown = name.replaceAll("^keyfuse\\.|\\.v1$", "");
        for (AclOperation operation : operations(requireNonNull(answers.get(name)))) {
          allowed.computeIfAbsent(operation, o -> new ArrayList<>()).add(shown);
        }
      }
    }
    allowed.keySet().retainAll(JUDGED);
    return allowed;
  }

  private static Set<AclOperation> operations(KafkaFuture<TopicDescription> answer)
      throws Exception {
    try {
      return answer.get().authorizedOperations();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return Set.of();
      }
      throw e;
    }
  }

  /** Writes bytes that are no record; without idempotence, so that the topic alone decides. */
  void produce(String who, String topic) throws Exception {
    Map<String, Object> settings = new HashMap<>(login.apply(who));
    settings.put("enable.idempotence", false);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2})).get();
    }
  }

  void poll(String who, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(login.apply(who))) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      consumer.poll(Duration.ofSeconds(20));
    }
  }

  /** Joins a group until it has partitions. */
  void join(String who, String topic, String group) {
    Map<String, Object> settings = new HashMap<>(login.apply(who));
    settings.put("group.id", group);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
              });
    }
  }

  void create(String who, String topic) throws Exception {
    try (Admin admin = Admin.create(login.apply(who))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
