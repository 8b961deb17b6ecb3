package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Brings every alert to every webhook at least once, in order per key. Each webhook has its own
 * thread and consumer group {@code keyfuse-notify-<name>}. What a webhook does not take within its
 * tries goes to the dead-letter topic, is counted and logged as an error. Thread-safe; start once.
 */
public final class AlertWorker implements AutoCloseable {
  private static final Duration JOIN = Duration.ofSeconds(10);

  private final AlertClients clients;
  private final TopicSerdes serdes;
  private final NotifyConfig config;
  private final List<WebhookTarget> targets;
  private final Meters meters;
  private List<AlertLane> lanes = List.of();
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * What the worker measures with.
   *
   * @param registry takes the counters
   * @param clock tells the time for signatures and ages
   */
  public record Meters(MeterRegistry registry, InstantSource clock) {}

  /**
   * @param clients makes Kafka clients
   * @param serdes reads alerts
   * @param config times and tries
   * @param targets the webhooks, of {@link NotifyConfig#resolve}
   * @param meters counters and clock
   */
  public AlertWorker(
      AlertClients clients,
      TopicSerdes serdes,
      NotifyConfig config,
      List<WebhookTarget> targets,
      Meters meters) {
    this.clients = clients;
    this.serdes = serdes;
    this.config = config;
    this.targets = List.copyOf(targets);
    this.meters = meters;
  }

  /** Starts a thread per webhook; none where there is no webhook. */
  public synchronized void start() {
    if (!lanes.isEmpty()) {
      throw new IllegalStateException("the alert worker was started before");
    }
    if (targets.isEmpty()) {
      return;
    }
    Producer<byte[], byte[]> letters = clients.deadLetters();
    producer = letters;
    lanes = targets.stream().map(target -> lane(target, new DeadLetters(letters))).toList();
    lanes.forEach(AlertLane::start);
  }

  /** Returns true while every webhook's thread lives. */
  public synchronized boolean isRunning() {
    return lanes.stream().allMatch(AlertLane::isAlive);
  }

  /** Stops the threads; an alert in delivery is delivered again after the next start. */
  @Override
  public synchronized void close() {
    lanes.forEach(AlertLane::stop);
    try {
      for (AlertLane lane : lanes) {
        lane.join(JOIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (producer != null) {
      producer.close(JOIN);
    }
  }

  private AlertLane lane(WebhookTarget target, DeadLetters letters) {
    LaneMetrics metrics = new LaneMetrics(meters.registry(), target.name());
    AlertCourier.Route route =
        new AlertCourier.Route(
            target,
            new WebhookNotifier(target, config, meters.clock()),
            metrics,
            config.maxAge(),
            meters.clock());
    AlertCourier courier =
        new AlertCourier(route, serdes.value(Topics.ALERTS).deserializer(), letters);
    Supplier<Consumer<byte[], byte[]>> consumers =
        () -> clients.consumer("keyfuse-notify-" + target.name());
    return new AlertLane(target.name(), consumers, courier, metrics);
  }
}
