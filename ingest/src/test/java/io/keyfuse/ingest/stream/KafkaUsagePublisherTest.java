package io.keyfuse.ingest.stream;

import static io.keyfuse.ingest.UsageEvents.KEY;
import static io.keyfuse.ingest.UsageEvents.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.http.PublishException;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaUsagePublisherTest {
  private static final List<UsageEvent> TWO = List.of(call("a").build(), call("b").build());

  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final MockProducer<String, UsageEvent> producer =
      new MockProducer<>(
          false, null, serdes.key().serializer(), serdes.value(Topics.USAGE).serializer());
  private final KafkaUsagePublisher publisher =
      new KafkaUsagePublisher(
          producer,
          Topics.USAGE.name(),
          ConfigJson.read(HttpIntakeConfig.class, "{'max_in_flight_records':3}"));

  @Test
  void shouldKeyEventsByCredentialAndBeDoneWhenAllAreStored() {
    CompletableFuture<Void> done = publisher.publish(TWO).toCompletableFuture();

    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly(KEY, KEY);
    producer.completeNext();
    assertThat(done).isNotDone();
    producer.completeNext();
    assertThat(done).isCompleted();
  }

  @Test
  void shouldFailWhenOneRecordFails() {
    CompletableFuture<Void> done = publisher.publish(TWO).toCompletableFuture();

    producer.errorNext(new TimeoutException("no broker"));
    assertThat(done).isNotDone();
    producer.completeNext();

    assertThat(done)
        .isCompletedExceptionally()
        .failsWithin(java.time.Duration.ofSeconds(1))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(PublishException.class);
  }

  @Test
  void shouldFailWhenTheProducerTakesNoMore() {
    producer.sendException = new TimeoutException("buffer is full");

    assertThat(publisher.publish(TWO).toCompletableFuture()).isCompletedExceptionally();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldRefuseAtOnceWhatDoesNotFitAndTakeItLater() {
    CompletableFuture<Void> first = publisher.publish(TWO).toCompletableFuture();

    assertThat(publisher.publish(TWO).toCompletableFuture()).isCompletedExceptionally();
    assertThat(producer.history()).hasSize(2);

    producer.completeNext();
    producer.completeNext();
    assertThat(first).isCompleted();
    assertThat(publisher.publish(TWO).toCompletableFuture()).isNotDone();
    assertThat(producer.history()).hasSize(4);
  }

  @Test
  void shouldPromiseOnlyWithAllReplicasAndIdempotence() {
    assertThat(KafkaUsagePublisher.producerSettings(HttpIntakeConfig.defaults()))
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
  }
}
