package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One webhook's consumer loop in its own thread and consumer group, so that a slow receiver holds
 * up nobody else. Commits after each record is done with; begins anew at the last commit after any
 * fault.
 */
final class AlertLane {
  private static final Logger LOG = LoggerFactory.getLogger(AlertLane.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long RESTART_MS = 1_000;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AlertCourier courier;
  private final LaneMetrics metrics;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  AlertLane(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      AlertCourier courier,
      LaneMetrics metrics) {
    this.consumers = consumers;
    this.courier = courier;
    this.metrics = metrics;
    this.thread = new Thread(this::run, "keyfuse-notify-" + name);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stop.countDown();
    thread.interrupt();
  }

  void join(Duration time) throws InterruptedException {
    thread.join(time.toMillis());
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (stop.getCount() > 0) {
      try {
        consume();
      } catch (InterruptedException | InterruptException e) {
        LOG.debug("{} interrupted", thread.getName());
      } catch (RuntimeException e) {
        metrics.restarted();
        LOG.error("{} begins anew at its last commit", thread.getName(), e);
        pause();
      }
    }
  }

  private void consume() throws InterruptedException {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      consumer.subscribe(List.of(Topics.ALERTS.name()));
      while (stop.getCount() > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          courier.handle(record);
          consumer.commitSync(
              Map.of(
                  new TopicPartition(record.topic(), record.partition()),
                  new OffsetAndMetadata(record.offset() + 1)));
        }
      }
    } finally {
      // Closing must leave the group, also when the thread was interrupted to stop.
      boolean interrupted = Thread.interrupted();
      consumer.close(CloseOptions.timeout(CLOSE));
      if (interrupted) {
        thread.interrupt();
      }
    }
  }

  private void pause() {
    try {
      if (stop.await(RESTART_MS, TimeUnit.MILLISECONDS)) {
        LOG.debug("{} stops", thread.getName());
      }
    } catch (InterruptedException e) {
      LOG.debug("{} interrupted", thread.getName());
    }
  }
}
