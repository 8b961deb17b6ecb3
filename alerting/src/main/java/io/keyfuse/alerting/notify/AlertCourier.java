package io.keyfuse.alerting.notify;

import io.keyfuse.alerting.notify.DeadLetters.Reason;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one record to one webhook, or to the dead-letter topic. When it returns, the record is
 * done with. Used by one thread.
 */
final class AlertCourier {
  private static final Logger LOG = LoggerFactory.getLogger(AlertCourier.class);

  /**
   * What a courier works for and with.
   *
   * @param target the webhook
   * @param notifier posts to it
   * @param metrics counts for it
   * @param maxAge older alerts are not sent
   * @param clock tells their age
   */
  record Route(
      WebhookTarget target,
      WebhookNotifier notifier,
      LaneMetrics metrics,
      Duration maxAge,
      InstantSource clock) {}

  private final Route route;
  private final Deserializer<Alert> deserializer;
  private final DeadLetters deadLetters;

  AlertCourier(Route route, Deserializer<Alert> deserializer, DeadLetters deadLetters) {
    this.route = route;
    this.deserializer = deserializer;
    this.deadLetters = deadLetters;
  }

  /**
   * Handles one record.
   *
   * @throws RegistryException or {@link SerializationException} when the registry is out of reach
   */
  void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Alert alert;
    try {
      alert = deserializer.deserialize(Topics.ALERTS.name(), record.value());
    } catch (RuntimeException e) {
      if (RegistryException.isCausedByUnavailability(e)) {
        throw e;
      }
      bury(record, Reason.MALFORMED_RECORD, "the record is no alert: " + e.getMessage());
      return;
    }
    if (alert == null) {
      bury(record, Reason.MISSING_FIELD, "the record has no value");
    } else if (alert.getSeverity().compareTo(route.target().minSeverity()) < 0) {
      route.metrics().quiet();
    } else if (alert.getAt().isBefore(route.clock().instant().minus(route.maxAge()))) {
      route.metrics().stale();
      LOG.warn("alert {} is too old to be sent to {}", alert.getAlertId(), route.target().name());
    } else {
      deliver(record, alert);
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record, Alert alert)
      throws InterruptedException {
    Delivery delivery = route.notifier().deliver(alert);
    if (delivery instanceof Delivery.GaveUp gaveUp) {
      bury(record, Reason.NOT_DELIVERED, "alert " + alert.getAlertId() + ": " + gaveUp.reason());
    } else {
      route.metrics().delivered();
    }
  }

  private void bury(ConsumerRecord<byte[], byte[]> record, Reason reason, String detail)
      throws InterruptedException {
    String webhook = route.target().name();
    deadLetters.send(record, webhook, reason, detail);
    route.metrics().deadLettered(reason);
    LOG.error(
        "NOBODY WAS NOTIFIED: an alert did not reach webhook {} ({}); it is kept on {}",
        webhook,
        detail,
        Topics.DEAD_LETTERS);
  }
}
