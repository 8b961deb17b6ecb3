package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.MonitorSink;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Forwards and counts what steps bring out. Used by the task's thread. */
final class MonitorOutput implements MonitorSink {
  private final Counter evidences;
  private final Counter windows;
  private final Counter suspects;
  private @Nullable ProcessorContext<String, Object> context;
  private String key = "";
  private long atMs;
  private int forwarded;

  MonitorOutput(MeterRegistry metrics) {
    this.evidences = counter(metrics, "evidence", "Evidence raised or cleared");
    this.windows = counter(metrics, "windows", "Windows closed or corrected");
    this.suspects = counter(metrics, "suspects", "Strange reports told to the fleet");
  }

  static Counter counter(MeterRegistry metrics, String name, String description) {
    return Counter.builder("keyfuse.detectors." + name).description(description).register(metrics);
  }

  /** Forwards to the context from now on. */
  void to(ProcessorContext<String, Object> newContext) {
    context = newContext;
  }

  /** What comes out from now on is about the key, at the time. */
  void turnTo(String newKey, long newAtMs) {
    key = newKey;
    atMs = Math.max(0, newAtMs);
    forwarded = 0;
  }

  /** Returns how many records came out since the last turn. */
  int forwarded() {
    return forwarded;
  }

  @Override
  public void evidence(Evidence evidence) {
    evidences.increment();
    forward(key, evidence);
  }

  @Override
  public void spend(SpendWindow window) {
    windows.increment();
    forward(key, window);
  }

  @Override
  public void suspect(Suspect suspect) {
    suspects.increment();
    forward(FleetProcessor.KEY, suspect);
  }

  @Override
  public void message(String credentialId, KeyMessage message) {
    forward(credentialId, message);
  }

  private void forward(String to, Object value) {
    forwarded++;
    Objects.requireNonNull(context, "used before init").forward(new Record<>(to, value, atMs));
  }
}
