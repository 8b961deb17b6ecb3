package io.keyfuse.app.it;

import io.keyfuse.app.demo.DemoIntake;
import io.keyfuse.app.demo.DemoStack;
import io.keyfuse.schemas.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole product in the test's process on a real broker, its clouds in a child process. */
final class Stack implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final DemoStack demo;
  private final DemoStack.Running running;
  private final DemoIntake intake;

  private Stack(Path folder, Map<String, String> overrides) {
    this.demo = DemoStack.start(folder);
    this.running = demo.platform(overrides);
    this.intake = demo.intake(running);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(running.platform()::isReady);
  }

  static Stack start(Path folder) {
    return new Stack(folder, Map.of());
  }

  static Stack start(Path folder, Map<String, String> overrides) {
    return new Stack(folder, overrides);
  }

  DemoStack demo() {
    return demo;
  }

  DemoStack.Running running() {
    return running;
  }

  DemoIntake intake() {
    return intake;
  }

  /** Posts a body to the intake with the right token. */
  HttpResponse<String> post(String contentType, String body)
      throws IOException, InterruptedException {
    return post(contentType, body, intake.token());
  }

  HttpResponse<String> post(String contentType, String body, String token)
      throws IOException, InterruptedException {
    return post("/v1/usage", contentType, body, token);
  }

  /** Posts a body to one of the intake's paths. */
  HttpResponse<String> post(String path, String contentType, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(intake.ingest().resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Produces bytes as they are, as any outsider could. */
  void produce(String topic, byte @Nullable [] key, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads a topic from its beginning until enough records match. */
  <V extends SpecificRecord> List<V> read(Topic<V> topic, int atLeast, Predicate<V> wanted) {
    return readRaw(
            topic.name(),
            running.platform().serdes().value(topic).deserializer(),
            atLeast,
            record -> wanted.test(record.value()))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  List<ConsumerRecord<String, byte[]>> readBytes(String topic, int atLeast) {
    return readRaw(topic, new ByteArrayDeserializer(), atLeast, record -> true);
  }

  private <V> List<ConsumerRecord<String, V>> readRaw(
      String topic, Deserializer<V> values, int atLeast, Predicate<ConsumerRecord<String, V>> ok) {
    List<ConsumerRecord<String, V>> found = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(kafka(), new StringDeserializer(), values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      boolean caughtUp = false;
      while ((found.size() < atLeast || !caughtUp) && System.nanoTime() < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                r -> {
                  if (ok.test(r)) {
                    found.add(r);
                  }
                });
        caughtUp =
            consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
      }
    }
    return found;
  }

  Map<String, Object> kafka() {
    return Map.of(
        "bootstrap.servers", demo.bootstrapServers(), "isolation.level", "read_committed");
  }

  @Override
  public void close() {
    demo.close();
  }
}
