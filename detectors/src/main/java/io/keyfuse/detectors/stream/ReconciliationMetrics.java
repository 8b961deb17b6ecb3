package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.MinuteReading;
import io.keyfuse.detectors.state.DayLine;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Credential;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what reconciliation reads. {@code keyfuse.detectors.reconciled.minutes} (label sealed),
 * and by provider {@code keyfuse.detectors.estimated.usd} and {@code keyfuse.detectors.billed.usd}
 * of the days judged: one divided by the other is the price book's bias. Sixteen providers are told
 * apart. Thread-safe.
 */
final class ReconciliationMetrics {
  private static final int MOST_PROVIDERS = 16;

  private final MeterRegistry metrics;
  private final Set<String> providers = ConcurrentHashMap.newKeySet();

  ReconciliationMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void read(MinuteReading reading) {
    Counter.builder("keyfuse.detectors.reconciled.minutes")
        .description("Minutes with telemetry and provider usage set side by side")
        .tag("sealed", Boolean.toString(reading.isSealed()))
        .register(metrics)
        .increment();
  }

  void judged(Credential credential, DayLine total) {
    String provider = known(credential.getProvider());
    usd("estimated", "Estimates of judged days, US dollars", provider, total.estimateNanos());
    usd("billed", "Bills of judged days, US dollars", provider, total.billNanos());
  }

  private void usd(String name, String description, String provider, long nanos) {
    Counter.builder("keyfuse.detectors." + name + ".usd")
        .description(description)
        .tag("provider", provider)
        .register(metrics)
        .increment(Math.max(0, nanos) / (double) NanoUsd.PER_USD);
  }

  private String known(String provider) {
    if (!providers.contains(provider) && providers.size() >= MOST_PROVIDERS) {
      return "other";
    }
    providers.add(provider);
    return provider;
  }
}
