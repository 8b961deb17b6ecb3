package io.keyfuse.alerting.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts one webhook's alerts, {@code keyfuse.alerting.notifications} by webhook and result: taken
 * from the topic = delivered + quiet + stale + dead_lettered; and {@code
 * keyfuse.alerting.notify.restarts}. Thread-safe.
 */
final class LaneMetrics {
  private final Counter delivered;
  private final Counter quiet;
  private final Counter stale;
  private final Counter deadLettered;
  private final Counter restarts;

  LaneMetrics(MeterRegistry meters, String webhook) {
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
  void deadLettered() {
    deadLettered.increment();
  }

  /** The lane began anew after a fault. */
  void restarted() {
    restarts.increment();
  }

  private static Counter result(MeterRegistry meters, String webhook, String result) {
    return meters.counter("keyfuse.alerting.notifications", "webhook", webhook, "result", result);
  }
}
