package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts one webhook's alerts, {@code keyfuse.alerting.notifications} by webhook and result: taken
 * from the topic = delivered + quiet + stale + dead_lettered; {@code
 * keyfuse.alerting.notify.restarts}; and {@code keyfuse.dlq.records{reason,topic}}. Thread-safe.
 */
final class LaneMetrics {
  private final MeterRegistry meters;
  private final Counter delivered;
  private final Counter quiet;
  private final Counter stale;
  private final Counter deadLettered;
  private final Counter restarts;

  LaneMetrics(MeterRegistry meters, String webhook) {
    this.meters = meters;
    this.delivered = result(meters, webhook, "delivered");
    this.quiet = result(meters, webhook, "quiet");
    this.stale = result(meters, webhook, "stale");
    this.deadLettered = result(meters, webhook, "dead_lettered");
    this.restarts = meters.counter("keyfuse.alerting.notify.restarts", "webhook", webhook);
  }

  /** The receiver took it. */
  void delivered() {
    delivered.increment();
  }

  /** Below the webhook's least severity. */
  void quiet() {
    quiet.increment();
  }

  /** Older than the greatest age. */
  void stale() {
    stale.increment();
  }

  /** Given up, or not readable. */
  void deadLettered(DeadLetters.Reason reason) {
    deadLettered.increment();
    meters
        .counter("keyfuse.dlq.records", "reason", reason.code(), "topic", Topics.ALERTS.name())
        .increment();
  }

  /** The lane began anew after a fault. */
  void restarted() {
    restarts.increment();
  }

  private static Counter result(MeterRegistry meters, String webhook, String result) {
    return meters.counter("keyfuse.alerting.notifications", "webhook", webhook, "result", result);
  }
}
