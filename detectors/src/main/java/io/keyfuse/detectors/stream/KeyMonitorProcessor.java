package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The adapter: loads the key's state, makes the step, stores, forwards. Every ten seconds of wall
 * clock it lets time pass for keys without events. Used by the task's thread.
 */
final class KeyMonitorProcessor implements Processor<String, Incoming, String, Object> {
  private static final Duration IDLE_CHECK = Duration.ofSeconds(10);

  private final KeyMonitor monitor;
  private final OpenKeys openKeys;
  private final Counter events;
  private final MonitorOutput out;
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable KeyedState<KeyMonitorState> states;

  KeyMonitorProcessor(KeyMonitor monitor, OpenKeys openKeys, MeterRegistry metrics) {
    this.monitor = monitor;
    this.openKeys = openKeys;
    this.events = MonitorOutput.counter(metrics, "events", "Priced events judged");
    this.out = new MonitorOutput(metrics);
  }

  @Override
  public void init(ProcessorContext<String, Object> newContext) {
    context = newContext;
    out.to(newContext);
    KeyValueStore<String, byte[]> store = newContext.getStateStore(KeyMonitorSupplier.STORE);
    states = new StoreState<>(store, new KeyMonitorCodec());
    newContext.schedule(IDLE_CHECK, PunctuationType.WALL_CLOCK_TIME, this::idle);
  }

  @Override
  public void process(Record<String, Incoming> record) {
    KeyedState<KeyMonitorState> store = present(states);
    long nowMs = present(context).currentSystemTimeMs();
    String key = record.key();
    out.turnTo(key, record.timestamp());
    KeyMonitorState stored = store.get(key);
    KeyMonitorState state = stored == null ? new KeyMonitorState() : stored;
    if (record.value() instanceof Incoming.Usage usage) {
      events.increment();
      monitor.usage(state, usage.event(), nowMs, out);
      openKeys.arrived(key, nowMs, nowMs + IDLE_CHECK.toMillis());
    } else if (record.value() instanceof Incoming.Status status) {
      monitor.status(state, status.status());
    }
    store.put(key, state);
  }

  private void idle(long nowMs) {
    KeyedState<KeyMonitorState> store = present(states);
    if (openKeys.takeSearch()) {
      store.forEach(
          (each, state) -> {
            if (monitor.waitMs(state) < Long.MAX_VALUE) {
              openKeys.found(each, nowMs);
            }
          });
    }
    for (OpenKeys.Idle due : openKeys.due(nowMs)) {
      idle(store, due, nowMs);
    }
  }

  private void idle(KeyedState<KeyMonitorState> store, OpenKeys.Idle due, long nowMs) {
    KeyMonitorState state = store.get(due.key());
    if (state == null) {
      openKeys.closed(due.key());
      return;
    }
    out.turnTo(due.key(), nowMs);
    long idleMs = nowMs - due.arrivedMs();
    monitor.idle(state, CredentialId.parse(due.key()), idleMs, nowMs, out);
    if (out.forwarded() > 0) {
      store.put(due.key(), state);
    }
    long waitMs = monitor.waitMs(state);
    if (waitMs == Long.MAX_VALUE) {
      openKeys.closed(due.key());
    } else {
      openKeys.postpone(due, Math.max(nowMs + IDLE_CHECK.toMillis(), due.arrivedMs() + waitMs));
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the processor is used before init");
    }
    return value;
  }
}
