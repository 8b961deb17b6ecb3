package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.http.PublishException;
import io.keyfuse.ingest.http.UsagePublisher;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Stores usage events in the usage topic, acknowledged by all in-sync replicas. Records in flight
 * are bounded: what does not fit fails at once. Thread-safe; does not close the producer.
 */
public final class KafkaUsagePublisher implements UsagePublisher {
  private final Producer<String, UsageEvent> producer;
  private final String topic;
  private final int most;
  private final Semaphore room;

  /**
   * Makes a publisher.
   *
   * @param producer made with {@link #producerSettings}
   * @param topic the usage topic's name
   */
  public KafkaUsagePublisher(
      Producer<String, UsageEvent> producer, String topic, HttpIntakeConfig config) {
    this.producer = producer;
    this.topic = topic;
    this.most = config.maxInFlightRecords();
    this.room = new Semaphore(most);
  }

  /** Returns the producer settings that the promise rests on; the app adds them to its own. */
  public static Map<String, Object> producerSettings(HttpIntakeConfig config) {
    int timeout = Math.toIntExact(config.publishTimeout().toMillis());
    int request = Math.max(1, timeout / 2);
    return Map.of(
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        Math.min(1_000, timeout),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        request,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        Math.max(timeout, request + 5));
  }

  @Override
  public CompletionStage<Void> publish(List<UsageEvent> events) {
    if (!room.tryAcquire(events.size())) {
      return CompletableFuture.failedFuture(
          new PublishException("more than " + most + " records in flight"));
    }
    Flight flight = new Flight(events.size());
    for (UsageEvent event : events) {
      send(event, flight);
      if (flight.failed()) {
        break;
      }
    }
    flight.sentAll();
    return flight.done;
  }

  private void send(UsageEvent event, Flight flight) {
    flight.start();
    try {
      // The callback says how it ended; the future would say the same.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, CredentialId.of(event.getCredential()), event),
              (metadata, fault) -> flight.land(fault));
    } catch (RuntimeException fault) {
      flight.land(fault);
    }
  }

  /** The records of one request; its places are given back when the last one has landed. */
  private final class Flight {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicReference<@Nullable Exception> fault = new AtomicReference<>();
    // One more than the records in flight until all are sent.
    private final AtomicInteger open = new AtomicInteger(1);
    private final int places;

    Flight(int places) {
      this.places = places;
    }

    void start() {
      open.incrementAndGet();
    }

    boolean failed() {
      return fault.get() != null;
    }

    void land(@Nullable Exception failure) {
      if (failure != null) {
        fault.compareAndSet(null, failure);
      }
      close();
    }

    void sentAll() {
      close();
    }

    private void close() {
      if (open.decrementAndGet() > 0) {
        return;
      }
      room.release(places);
      Exception first = fault.get();
      if (first == null) {
        done.complete(null);
      } else {
        done.completeExceptionally(new PublishException("Kafka did not take the events", first));
      }
    }
  }
}
